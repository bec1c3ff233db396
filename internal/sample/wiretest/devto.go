package wiretest

import (
	"fmt"
	"html"
	"net/http"
	"strconv"

	"earshot/internal/social"
)

// summary is the beginning of a text, as lists of articles have it.
func summary(text string) string {
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "..."
	}
	return text
}

// devto is the list of a tag's articles (https://developers.forem.com/api).
func devto() format {
	link := func(i item) string { return fmt.Sprintf("https://dev.to/%s/article-%d", i.author, i.n) }
	about := func(s *site, i item) object {
		article := object{
			"id": i.n, "title": i.title, "description": summary(i.text), "url": link(i), "canonical_url": link(i), "published_at": i.created.Format("2006-01-02T15:04:05Z"),
			"public_reactions_count": i.likes, "positive_reactions_count": i.likes, "comments_count": i.comments, "tag_list": []string{"northwind", i.tag},
			"user": object{"name": i.author, "username": i.author}, "cover_image": nil,
		}
		if i.alt != "" {
			article["cover_image"] = i.picture(s.base)
		}
		return article
	}
	return format{
		platform: "devto",
		source:   func(base string) social.Source { return social.Source{BaseURL: base, Tags: []string{"northwind"}} },
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /api/articles", func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("User-Agent") == "" {
					http.Error(w, "forbidden", http.StatusForbidden)
					return
				}
				size := min(number(r, "per_page", 30), 1000)
				answer(w, each(s.part((number(r, "page", 1)-1)*size, size), func(i item) object { return about(s, i) }))
			})
			// An article by itself has its text, and its tags as words with commas.
			mux.HandleFunc("GET /api/articles/{number}", func(w http.ResponseWriter, r *http.Request) {
				n, _ := strconv.Atoi(r.PathValue("number"))
				i, found := s.find(n)
				if !found {
					http.NotFound(w, r)
					return
				}
				article := about(s, i)
				article["body_html"], article["tags"], article["tag_list"] = "<p>"+html.EscapeString(i.text)+"</p>", []string{"northwind", i.tag}, "northwind, "+i.tag
				answer(w, article)
			})
			mux.HandleFunc("GET /api/comments", func(w http.ResponseWriter, r *http.Request) {
				i := item{n: number(r, "a_id", 0), created: s.items[0].created}.reply()
				answer(w, []object{{
					"type_of": "comment", "id_code": fmt.Sprintf("c%d", i.n), "created_at": i.created.Format("2006-01-02T15:04:05Z"), "body_html": "<p>" + html.EscapeString(i.text) + "</p>",
					"user": object{"name": i.author, "username": i.author}, "children": []object{},
				}})
			})
		},
		post: func(i item, base string) social.Post {
			return social.Post{
				ID: fmt.Sprintf("%s/api/articles/%d", base, i.n), URL: link(i), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author},
				Images:     i.images(base, "", 0),
				Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
		},
	}
}
