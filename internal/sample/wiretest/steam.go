package wiretest

import (
	"fmt"
	"net/http"

	"earshot/internal/social"
)

// steam is the list of an application's reviews
// (https://partner.steamgames.com/doc/store/getreviews), whose cursor repeats at
// the end.
func steam() format {
	return format{
		platform: "steam",
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Tags: []string{"730"}} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /appreviews/730", func(w http.ResponseWriter, r *http.Request) {
				start := 0
				if c := r.URL.Query().Get("cursor"); c != "*" {
					if _, err := fmt.Sscanf(c, "AoJ+%d==", &start); err != nil {
						answer(w, object{"success": 2})
						return
					}
				}
				found := s.part(start, min(number(r, "num_per_page", 20), 100))
				answer(w, object{"success": 1, "cursor": fmt.Sprintf("AoJ+%d==", start+len(found)), "reviews": each(found, func(i item) object {
					return object{
						"recommendationid": fmt.Sprint(i.n), "review": i.text, "language": "english", "timestamp_created": i.created.Unix(), "timestamp_updated": i.created.Unix(),
						"votes_up": i.likes, "comment_count": i.comments, "voted_up": true, "weighted_vote_score": "0.5",
						"author": object{"steamid": "7656119" + fmt.Sprint(len(i.author))},
					}
				})})
			})
		},
		post: func(i item, base string) social.Post {
			id := "7656119" + fmt.Sprint(len(i.author))
			return social.Post{
				ID: fmt.Sprint(i.n), URL: "https://steamcommunity.com/profiles/" + id + "/recommended/730/", Text: i.text, Author: social.Author{Handle: id},
				Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
		},
	}
}
