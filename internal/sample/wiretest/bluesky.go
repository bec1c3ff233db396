package wiretest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"earshot/internal/social"
)

// bluesky is the feed of an account and the threads below its posts, as the
// AppView gives them (https://docs.bsky.app/docs/api/app-bsky-feed-get-author-feed).
func bluesky() format {
	const did, handle = "did:plc:northwindnorthwindnorthw", "northwind.example"
	key := func(i item) string { return fmt.Sprintf("3k%011d", i.n) }
	who := func(i item) (string, string) {
		if i.under == 0 {
			return did, handle
		}
		return "did:plc:" + i.author, i.author + ".example"
	}
	link := func(i item) string {
		by, _ := who(i)
		return "at://" + by + "/app.bsky.feed.post/" + key(i)
	}
	view := func(i item, s *site) object {
		by, name := who(i)
		record := object{"$type": "app.bsky.feed.post", "text": i.text, "createdAt": i.created.Format("2006-01-02T15:04:05.000Z"), "langs": []string{"en"}}
		if above, there := s.find(i.under); there {
			record["reply"] = object{"root": object{"uri": link(above), "cid": "x"}, "parent": object{"uri": link(above), "cid": "x"}}
		}
		post := object{
			"uri": link(i), "cid": "x", "author": object{"did": by, "handle": name, "displayName": i.author, "labels": []object{}}, "record": record, "labels": []object{},
			"indexedAt": i.created.Format("2006-01-02T15:04:05.000Z"), "replyCount": i.comments, "repostCount": i.shares, "likeCount": i.likes, "quoteCount": 2,
		}
		if i.alt != "" {
			post["embed"] = object{"$type": "app.bsky.embed.images#view", "images": []object{{
				"thumb": i.picture(s.base), "fullsize": i.picture(s.base), "alt": i.alt, "aspectRatio": object{"width": pictureSide, "height": pictureSide},
			}}}
		}
		return post
	}
	invalid := func(w http.ResponseWriter, message string) {
		answerWith(w, http.StatusBadRequest, object{"error": "InvalidRequest", "message": message})
	}
	return format{
		platform: "bluesky",
		layout:   layout{every: 10, answers: 1},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Accounts: []string{handle}, Comments: 1}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /xrpc/app.bsky.actor.getProfile", func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Query().Get("actor") != handle {
					invalid(w, "Profile not found")
					return
				}
				answer(w, object{"did": did, "handle": handle, "displayName": "Northwind", "description": "Coffee", "labels": []object{}})
			})
			mux.HandleFunc("GET /xrpc/app.bsky.feed.getAuthorFeed", func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Query().Get("actor") != did {
					invalid(w, "Profile not found")
					return
				}
				start := number(r, "cursor", 0)
				shown := part(s.posts, start, min(number(r, "limit", 50), 100))
				feed := object{"feed": each(shown, func(i item) object { return object{"post": view(i, s)} })}
				if start+len(shown) < len(s.posts) {
					feed["cursor"] = strconv.Itoa(start + len(shown))
				}
				answer(w, feed)
			})
			mux.HandleFunc("GET /xrpc/app.bsky.feed.getPostThread", func(w http.ResponseWriter, r *http.Request) {
				uri := r.URL.Query().Get("uri")
				at := slices.IndexFunc(s.items, func(i item) bool { return link(i) == uri })
				if at < 0 {
					answerWith(w, http.StatusBadRequest, object{"error": "NotFound", "message": "Post not found: " + uri})
					return
				}
				post := s.items[at]
				const node = "app.bsky.feed.defs#threadViewPost"
				thread := object{"$type": node, "post": view(post, s), "replies": []object{}}
				if number(r, "depth", 6) > 0 {
					thread["replies"] = each(s.answers(post.n), func(i item) object { return object{"$type": node, "post": view(i, s), "replies": []object{}} })
				}
				answer(w, object{"thread": thread})
			})
		},
		post: func(i item, base string) social.Post {
			_, name := who(i)
			shares := i.shares + 2
			return social.Post{
				ID: link(i), URL: "https://bsky.app/profile/" + name + "/post/" + key(i), Text: i.text, Author: social.Author{Handle: name},
				Images:     i.images(base, i.alt, pictureSide),
				Engagement: social.Engagement{Likes: &i.likes, Shares: &shares, Comments: &i.comments},
			}
		},
	}
}
