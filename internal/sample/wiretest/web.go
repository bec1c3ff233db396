package wiretest

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"strconv"

	"earshot/internal/social"
)

// web is a site with a sitemap (https://www.sitemaps.org/protocol.html). Most of
// its articles say what they are in JSON-LD (https://schema.org/BlogPosting), the
// others in OpenGraph alone (https://ogp.me).
func web() format {
	const perMap = 100
	// rest makes the text of an article as long as one.
	const rest = "We weighed the beans, timed the water and wrote down what each of us tasted, in the morning and again at night, for a week. The notes are below, and so is what we would buy again."
	link := func(i item, base string) string { return fmt.Sprintf("%s/articles/%d", base, i.n) }
	stamp := func(i item) string { return i.created.Format("2006-01-02T15:04:05Z") }
	graphOnly := func(i item) bool { return i.n%4 == 0 }
	return format{
		platform: "web",
		source: func(base string) social.Source {
			return social.Source{Params: map[string]string{"sitemap": base + "/sitemap.xml", "pages": "1000"}}
		},
		routes: func(mux *http.ServeMux, s *site) {
			send := func(w http.ResponseWriter, root, name string, rows []object) {
				w.Header().Set("Content-Type", "application/xml")
				fmt.Fprintf(w, `<?xml version="1.0" encoding="UTF-8"?><%s xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`, root)
				for _, row := range rows {
					fmt.Fprintf(w, `<%s><loc>%s</loc><lastmod>%s</lastmod></%s>`, name, row["loc"], row["lastmod"], name)
				}
				fmt.Fprintf(w, `</%s>`, root)
			}
			mux.HandleFunc("GET /sitemap.xml", func(w http.ResponseWriter, _ *http.Request) {
				var maps []object
				for start := 0; start < len(s.items); start += perMap {
					maps = append(maps, object{"loc": fmt.Sprintf("%s/sitemap-%d.xml", s.base, start), "lastmod": stamp(s.items[start])})
				}
				send(w, "sitemapindex", "sitemap", maps)
			})
			for start := 0; start < len(s.items); start += perMap {
				mux.HandleFunc(fmt.Sprintf("GET /sitemap-%d.xml", start), func(w http.ResponseWriter, _ *http.Request) {
					send(w, "urlset", "url", each(s.part(start, perMap), func(i item) object { return object{"loc": link(i, s.base), "lastmod": stamp(i)} }))
				})
			}
			mux.HandleFunc("GET /articles/{n}", func(w http.ResponseWriter, r *http.Request) {
				n, _ := strconv.Atoi(r.PathValue("n"))
				i, there := s.find(n)
				if !there {
					http.NotFound(w, r)
					return
				}
				head := fmt.Sprintf(`<link rel="canonical" href="%s">`, link(i, s.base))
				if graphOnly(i) {
					head += fmt.Sprintf(`<meta property="og:type" content="article"><meta property="og:title" content="%s"><meta property="og:url" content="%s"><meta property="article:published_time" content="%s"><meta name="author" content="%s">`,
						html.EscapeString(i.title), link(i, s.base), stamp(i), i.author)
					if i.alt != "" {
						head += fmt.Sprintf(`<meta property="og:image" content="%s"><meta property="og:image:alt" content="%s">`, i.picture(s.base), i.alt)
					}
				} else {
					about := object{
						"@context": "https://schema.org", "@type": "BlogPosting", "headline": i.title, "url": link(i, s.base), "mainEntityOfPage": link(i, s.base), "datePublished": stamp(i),
						"author": object{"@type": "Person", "name": i.author}, "articleBody": i.text + " " + rest, "commentCount": i.comments,
						"interactionStatistic": object{"@type": "InteractionCounter", "interactionType": "https://schema.org/LikeAction", "userInteractionCount": i.likes},
					}
					if i.alt != "" {
						about["image"] = object{"@type": "ImageObject", "url": i.picture(s.base), "caption": i.alt, "width": pictureSide, "height": pictureSide}
					}
					said, _ := json.Marshal(about) // it never fails
					head += `<script type="application/ld+json">` + string(said) + `</script>`
				}
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				fmt.Fprintf(w, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>%s – Coffee notes</title>%s</head><body><nav><a href="/">Home</a> <a href="/about">About</a></nav><main><article><h1>%s</h1><p>%s</p><p>%s</p></article></main><footer>Coffee notes</footer></body></html>`,
					html.EscapeString(i.title), head, html.EscapeString(i.title), html.EscapeString(i.text), rest)
			})
		},
		post: func(i item, base string) social.Post {
			p := social.Post{
				ID: link(i, base), URL: link(i, base), Title: i.title, Text: i.text + " " + rest, Author: social.Author{Name: i.author}, Images: i.images(base, i.alt, pictureSide),
				Engagement: social.Engagement{Likes: &i.likes, Comments: &i.comments},
			}
			if graphOnly(i) {
				p.Engagement = social.Engagement{}
			}
			return p
		},
	}
}
