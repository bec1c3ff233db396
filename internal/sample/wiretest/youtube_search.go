package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"

	"earshot/internal/social"
)

// youtubeSearch is the search of the Data API, which wants a key. It cuts
// descriptions short and counts nothing; the list of videos says the rest
// (https://developers.google.com/youtube/v3/docs/search/list).
func youtubeSearch() format {
	const channel = "UCkettlekettlekettlekett"
	id := func(i item) string { return fmt.Sprintf("api%08d", i.n) }
	snippet := func(i item, base string) object {
		o := object{"publishedAt": i.created.Format("2006-01-02T15:04:05Z"), "channelId": channel, "channelTitle": "Kettle", "title": i.title, "description": i.text, "liveBroadcastContent": "none", "thumbnails": object{}}
		if i.alt != "" {
			o["thumbnails"] = object{"default": object{"url": i.picture(base), "width": pictureSide, "height": pictureSide}}
		}
		return o
	}
	return format{
		platform: "youtube", name: "youtube-search",
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Queries: []string{"northwind"}, Credentials: map[string]string{"token": token}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			resource := func(name string, do http.HandlerFunc) {
				mux.HandleFunc("GET /youtube/v3/"+name, func(w http.ResponseWriter, r *http.Request) {
					if r.Header.Get("X-Goog-Api-Key") != token {
						const message = "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API."
						answerWith(w, http.StatusForbidden, object{"error": object{"code": 403, "message": message, "errors": []object{{"message": message, "domain": "global", "reason": "forbidden"}}, "status": "PERMISSION_DENIED"}})
						return
					}
					do(w, r)
				})
			}
			resource("search", func(w http.ResponseWriter, r *http.Request) {
				found := s.items
				if after, err := time.Parse(time.RFC3339, r.URL.Query().Get("publishedAfter")); err == nil {
					for k, i := range found {
						if i.created.Before(after) {
							found = found[:k]
							break
						}
					}
				}
				start, size := number(r, "pageToken", 0), min(number(r, "maxResults", 5), 50)
				o := object{"kind": "youtube#searchListResponse", "pageInfo": object{"totalResults": len(found), "resultsPerPage": size}, "items": each(part(found, start, size), func(i item) object {
					cut := snippet(i, s.base)
					// Titles of a search are escaped.
					cut["title"], cut["description"] = html.EscapeString(i.title), i.text[:20]+" ..."
					return object{"kind": "youtube#searchResult", "id": object{"kind": "youtube#video", "videoId": id(i)}, "snippet": cut}
				})}
				if start+size < len(found) {
					o["nextPageToken"] = strconv.Itoa(start + size)
				}
				answer(w, o)
			})
			resource("videos", func(w http.ResponseWriter, r *http.Request) {
				items := []object{}
				for _, name := range strings.Split(r.URL.Query().Get("id"), ",") {
					n, err := strconv.Atoi(strings.TrimPrefix(name, "api"))
					if i, there := s.find(n); err == nil && there {
						items = append(items, object{"kind": "youtube#video", "id": id(i), "snippet": snippet(i, s.base), "statistics": object{
							"viewCount": strconv.FormatInt(i.views, 10), "likeCount": strconv.FormatInt(i.likes, 10), "favoriteCount": "0", "commentCount": strconv.FormatInt(i.comments, 10),
						}})
					}
				}
				answer(w, object{"kind": "youtube#videoListResponse", "items": items})
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: id(i), URL: "https://www.youtube.com/watch?v=" + id(i), Title: i.title, Text: i.text, Author: social.Author{Handle: channel},
				Images:     i.images(base, "", pictureSide),
				Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments, Views: &i.views},
			}
		},
	}
}
