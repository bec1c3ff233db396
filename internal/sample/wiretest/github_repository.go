package wiretest

import (
	"fmt"
	"net/http"
	"strconv"

	"earshot/internal/social"
)

// githubRepository is the issues of a repository and the comments on them
// (https://docs.github.com/en/rest/issues/issues#list-repository-issues).
func githubRepository() format {
	const repository = "northwind/kettle"
	link := func(n int) string { return fmt.Sprintf("https://github.com/%s/issues/%d", repository, n) }
	body := func(i item, base string) string {
		if i.alt == "" {
			return i.text
		}
		return fmt.Sprintf("%s\n\n![%s](%s)", i.text, i.alt, i.picture(base))
	}
	said := func(i item, base string) object {
		return object{
			"body": body(i, base), "created_at": i.created.Format("2006-01-02T15:04:05Z"), "updated_at": i.created.Format("2006-01-02T15:04:05Z"),
			"user": object{"login": i.author, "html_url": "https://github.com/" + i.author}, "reactions": object{"total_count": i.likes, "+1": i.likes},
		}
	}
	return format{
		platform: "github", name: "github-repository",
		layout: layout{every: 10, answers: 1},
		source: func(base string) social.Source {
			return social.Source{BaseURL: base, Tags: []string{repository}, Comments: 1}
		},
		routes: func(mux *http.ServeMux, s *site) {
			mux.HandleFunc("GET /repos/"+repository+"/issues", func(w http.ResponseWriter, r *http.Request) {
				size, page := min(number(r, "per_page", 30), 100), number(r, "page", 1)
				if page*size < len(s.posts) {
					s.next(w, r, "page", strconv.Itoa(page+1))
				}
				answer(w, each(part(s.posts, (page-1)*size, size), func(i item) object {
					o := said(i, s.base)
					o["html_url"], o["number"], o["title"], o["state"], o["comments"], o["labels"] = link(i.n), i.n, i.title, "open", i.comments, []object{{"name": i.tag}}
					o["comments_url"] = fmt.Sprintf("%s/repos/%s/issues/%d/comments", s.base, repository, i.n)
					return o
				}))
			})
			mux.HandleFunc("GET /repos/"+repository+"/issues/{number}/comments", func(w http.ResponseWriter, r *http.Request) {
				n, _ := strconv.Atoi(r.PathValue("number"))
				if i, there := s.find(n); !there || i.under != 0 {
					answerWith(w, http.StatusNotFound, object{"message": "Not Found", "documentation_url": "https://docs.github.com/rest", "status": "404"})
					return
				}
				answer(w, each(s.answers(n), func(i item) object {
					o := said(i, s.base)
					o["html_url"] = fmt.Sprintf("%s#issuecomment-%d", link(n), i.n)
					return o
				}))
			})
		},
		post: func(i item, base string) social.Post {
			p := social.Post{
				ID: link(i.n), URL: link(i.n), Title: i.title, Text: i.text, Author: social.Author{Handle: i.author}, Images: i.images(base, i.alt, 0),
				Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
			if i.under != 0 {
				p.ID = fmt.Sprintf("%s#issuecomment-%d", link(i.under), i.n)
				p.URL, p.Title, p.Engagement.Comments = p.ID, "", nil
			}
			return p
		},
	}
}
