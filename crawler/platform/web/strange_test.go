package web_test

import (
	"strings"
	"testing"
	"time"
)

// TestStrangePages reads pages that write what they mean in unusual ways.
func TestStrangePages(t *testing.T) {
	const ld = `<script type="application/ld+json">`
	article := func(head, before, after string) string {
		return `<html lang="en-US"><head><title>Grinders apart</title>` + head + `</head><body><article><h1>Grinders apart</h1>` + before + strings.Repeat(body, 2) + `</article>` + after + `</body></html>`
	}
	const comments = `<section id="comments"><h2>1 comment</h2><div class="comment"><span class="author">Zoe</span><time datetime="2026-08-01T10:00:00Z">1 Aug</time><p>I was there on Friday and the coffee was as good as they say.</p></div></section>`
	for _, tc := range []struct{ name, html, author, day, text string }{
		{"a reader is not the author", article(`<meta property="article:published_time" content="2026-05-04">`, "", comments), "", "2026-05-04", "The roaster"},
		{"times in the byline", article("", `<p class="byline">By Ana Berg | <time datetime="2026-05-04T10:00:00Z">yesterday</time> | Updated today</p>`, ""), "Ana Berg", "2026-05-04", "The roaster"},
		{"an author beside the article", article(`<meta property="article:published_time" content="2026-05-04">`, "", `<aside class="latest"><div><span class="author">Jon Russell</span> <a href="/z">Other</a></div></aside><div class="related"><span class="author">Edda Ng</span></div>`), "", "2026-05-04", "The roaster"},
		{"two authors", article(`<meta property="article:published_time" content="2026-05-04">`, `<p><a rel="author" href="/a">Ana Berg — Staff Writer</a> and <a rel="author" href="/b">Ben Cole</a></p>`, ""), "Ana Berg, Ben Cole", "2026-05-04", ""},
		{"JSON-LD in a comment in a section", article(ld+"<!--//--><![CDATA[//><!--\n{\"@type\":\"NewsArticle\",\"headline\":\"Grinders apart\",\"author\":\"Ana Berg\",\"datePublished\":\"2026-05-04\"};\n//--><!]]></script>", "", ""), "Ana Berg", "2026-05-04", "The roaster"},
		{"the order of the page's language", article(`<meta property="article:published_time" content="05/04/2026">`, "", ""), "", "2026-05-04", "The roaster"},
		{"a date of ASP.NET", article(ld+`{"@type":"NewsArticle","headline":"Grinders apart","datePublished":"/Date(1777888800000)/"}</script>`, "", ""), "", "2026-05-04", "The roaster"},
		{"an author in another block", article(ld+`{"@type":"NewsArticle","headline":"Grinders apart","datePublished":"2026-05-04","author":{"@id":"#ana"}}</script>`+ld+`{"@type":"Person","@id":"#ana","name":"Ana Berg"}</script>`, "", ""), "Ana Berg", "2026-05-04", "The roaster"},
		{"what happened on other days", article("", `<p>Founded on 1 January 1999.</p><p>Event: Saturday, 12 September 2026, 8 pm</p><p>Published on 4 May 2026.</p>`, ""), "", "2026-05-04", ""},
		{"a live blog", `<html><head><title>Live</title>` + ld + `{"@type":"LiveBlogPosting","headline":"Live: grinders","datePublished":"2026-05-04","liveBlogUpdate":[{"@type":"BlogPosting","headline":"Doors open","articleBody":"The doors opened at eight."},{"@type":"BlogPosting","headline":"Sold out","articleBody":"The cups were sold out by nine."}]}</script></head><body><h1>Live: grinders</h1><div><h3>Sold out</h3><p>The cups were sold out by nine.</p></div></body></html>`, "", "2026-05-04", "Doors open\n\nThe doors opened at eight.\n\nSold out\n\nThe cups were sold out by nine."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			page, err := read(t, "https://gazette.example/grinders", 0, tc.html)
			if err != nil || len(page.Posts) == 0 {
				t.Fatalf("%+v, %v", page.Skipped, err)
			}
			p := page.Posts[0]
			if p.Author.Name != tc.author || p.CreatedAt.Format(time.DateOnly) != tc.day || !strings.HasPrefix(p.Text, tc.text) || len(page.Unread) != 0 {
				t.Errorf("author %q, %v, %q, unread %v", p.Author.Name, p.CreatedAt, p.Text, page.Unread)
			}
		})
	}
}

// TestCanonicalOfTheSection: a page that names the section it is in is not that
// section; other forms of one page are one.
func TestCanonicalOfTheSection(t *testing.T) {
	for _, tc := range []struct{ page, canonical, want string }{
		{"/blog/grinders", "/blog/", "/blog/grinders"}, {"/news/lane/grinders.html", "/news/lane", "/news/lane/grinders.html"}, {"/grinders", "/", "/grinders"},
		{"/grinders/amp", "/grinders", "/grinders"}, {"/blog/index.html", "/blog/", "/blog/"}, {"/news/12345/grinders", "/news/12345", "/news/12345"},
		{"/blog/grinders-apart-again/all-of-it", "/blog/grinders-apart-again", "/blog/grinders-apart-again"}, {"/blog/old", "/blog/new", "/blog/new"},
	} {
		page, err := read(t, "https://gazette.example"+tc.page, 0, `<html><head><link rel="canonical" href="`+tc.canonical+`"></head><body><article><h1>Grinders apart</h1>`+strings.Repeat(body, 2)+`</article></body></html>`)
		if err != nil || len(page.Posts) != 1 || page.Posts[0].URL != "https://gazette.example"+tc.want {
			t.Errorf("%s names %s: %+v, %v", tc.page, tc.canonical, page.Posts, err)
		}
	}
}

// TestPagesInPlaceOfArticles: questions for consent, missing pages and lists are no
// articles, whatever they call themselves; articles about them are.
func TestPagesInPlaceOfArticles(t *testing.T) {
	long := strings.Repeat("The council has talked about it for three hours, and will go on talking about it in June. ", 5)
	for _, tc := range []struct{ name, html, want string }{
		{"consent in German", `<title>Gazette</title><h1>Weiterlesen mit Werbung</h1><p>Wir und bis zu 210 Partner verarbeiten personenbezogene Daten, um Inhalte und Anzeigen zu messen. Ihre Zustimmung ist jederzeit widerrufbar. Details zum Tracking stehen in der Erklärung, die am Ende jeder Seite steht und dort für alle zu lesen ist, auch ohne Anmeldung.</p>`, "consent"},
		{"consent in French", `<title>Gazette</title><h1>Avant de lire</h1><p>Nous et nos 158 partenaires utilisons des traceurs pour stocker des informations sur votre appareil, afin de mesurer la performance des publicités et du contenu. Vous pouvez à tout moment changer vos choix en bas de page, sans que cela ne change rien à ce que vous lisez ici chaque matin.</p>`, "consent"},
		{"missing", `<title>Seite nicht gefunden</title><h1>Seite nicht gefunden</h1><p>` + long + `</p>`, "no such page"},
		{"not in your region", `<title>451: Unavailable due to legal reasons</title><h1>451</h1><p>` + long[:300] + `</p>`, "consent"},
		{"a list of linked headings", `<title>News</title><h1>News</h1>` + strings.Repeat(`<div><a href="/n"><h3>A story of what happened in town</h3></a><span>4 May 2026</span><p>A teaser of it, with a line of words or two at the most, and no more.</p></div>`, 9), "lists other pages"},
		{"a list that calls itself an article", `<title>News</title><meta property="og:type" content="article"><h1>News</h1>` + strings.Repeat(`<article><h2><a href="/n">A story of what happened in town</a></h2><p>A teaser of it, with a line of words or two at the most, and no more.</p></article>`, 9), "lists other pages"},
		{"about consent", `<title>Council on cookie banners</title><article><h1>Council on cookie banners</h1><p>` + long + `</p><p>Banners ask for consent to tracking.</p></article>`, ""},
		{"about missing pages", `<title>Why pages that are missing matter</title><article><h1>Why a 404 matters</h1><p>` + long + `</p></article>`, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			page, err := read(t, "https://gazette.example/2026/council", 0, "<html><body>"+tc.html+"</body></html>")
			why := ""
			if err != nil {
				why = err.Error()
			} else if len(page.Posts) == 0 && len(page.Skipped) > 0 {
				why = page.Skipped[0].Err.Error()
			}
			if (len(page.Posts) > 0) != (tc.want == "") || !strings.Contains(why, tc.want) {
				t.Errorf("%d posts, %q", len(page.Posts), why)
			}
		})
	}
}
