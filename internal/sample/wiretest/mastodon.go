package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strconv"

	api "earshot/internal/sample/mastodon"
	"earshot/internal/social"
)

// mastodon is the public timeline of a server, which leaves replies out, and the
// conversations below its posts (https://docs.joinmastodon.org/methods/timelines/).
func mastodon() format {
	link := func(i item, base string) string { return fmt.Sprintf("%s/users/%s/statuses/%d", base, i.author, i.n) }
	page := func(i item, base string) string { return fmt.Sprintf("%s/@%s/%d", base, i.author, i.n) }
	return format{
		platform: "mastodon",
		layout:   layout{every: 10, answers: 1},
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Comments: 1} },
		routes: func(mux *http.ServeMux, s *site) {
			server := &api.API{
				Base: s.base, Title: "Northwind", LiveFeed: true, Data: statuses{s, link, page}, Requests: s.requests.Load,
				Send: func(w http.ResponseWriter, _ *http.Request, body []byte) {
					w.Header().Set("Content-Type", "application/json; charset=utf-8")
					_, _ = w.Write(body)
				},
			}
			server.Routes(mux)
		},
		post: func(i item, base string) social.Post {
			shares := i.shares + 1
			return social.Post{
				ID: link(i, base), URL: page(i, base), Text: i.text, Author: social.Author{Handle: i.author + "@" + base[len("http://"):]},
				Images:     i.images(base, i.alt, pictureSide),
				Engagement: social.Engagement{Likes: &i.likes, Shares: &shares, Comments: &i.comments},
			}
		},
	}
}

// statuses are the items of a site as a Mastodon server has them; nothing is
// asked for by hashtag or account.
type statuses struct {
	site       *site
	link, page func(i item, base string) string
}

// oldest is posts counted from the oldest on.
func (s statuses) oldest(n int) item { return s.site.posts[len(s.site.posts)-1-n] }

func (s statuses) Len() int                                   { return len(s.site.posts) }
func (s statuses) ID(n int) int64                             { return int64(s.oldest(n).n) }
func (s statuses) Pictured(n int) bool                        { return s.oldest(n).alt != "" }
func (s statuses) Public() api.Timeline                       { return s }
func (s statuses) Tagged(string) api.Timeline                 { return statuses{site: &site{}} }
func (s statuses) By(string) (api.Timeline, bool)             { return nil, false }
func (s statuses) Account(string, string) (api.Account, bool) { return api.Account{}, false }
func (s statuses) Status(n int) api.Status                    { return s.of(s.oldest(n)) }

func (s statuses) Find(id int64) (api.Status, bool) {
	i, there := s.site.find(int(id))
	if !there {
		return api.Status{}, false
	}
	return s.of(i), true
}

// Replies are the answers to an item, and below each one that lies deeper than
// the source asks for.
func (s statuses) Replies(id int64) (below []api.Status, there bool) {
	if _, there = s.site.find(int(id)); !there {
		return nil, false
	}
	for _, i := range s.site.answers(int(id)) {
		deeper := i
		deeper.n, deeper.under = i.n+1_000_000, i.n
		below = append(below, s.of(i), s.of(deeper))
	}
	return below, true
}

// of is the item as a status.
func (s statuses) of(i item) api.Status {
	base := s.site.base
	st := api.NewStatus()
	st.ID, st.CreatedAt, st.Language = strconv.Itoa(i.n), i.created.Format(api.TimeFormat), "en"
	st.URI, st.URL, st.Content = s.link(i, base), s.page(i, base), "<p>"+html.EscapeString(i.text)+"</p>"
	st.Replies, st.Reblogs, st.Favourites, st.Quotes = i.comments, i.shares, i.likes, 1
	st.Tags = append(st.Tags, api.Tag{Name: i.tag, URL: base + "/tags/" + i.tag})
	st.Account = api.Account{
		ID: i.author, Username: i.author, Acct: i.author, DisplayName: i.author, URL: base + "/@" + i.author,
		Discoverable: true, Indexable: true, Emojis: []any{}, Fields: []any{},
	}
	if i.under != 0 {
		parent := strconv.Itoa(i.under)
		st.InReplyToID = &parent
	}
	if i.alt != "" {
		st.Attachments = append(st.Attachments, api.Attachment{
			ID: st.ID, Type: "image", URL: i.picture(base), PreviewURL: i.picture(base), Description: &i.alt,
			Meta: map[string]any{"original": api.Size(pictureSide, pictureSide)},
		})
	}
	return st
}
