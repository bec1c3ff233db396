package web_test

import (
	"fmt"
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/crawler/platform/web"
	"earshot/internal/social"
)

const body = `<p>The roaster on Mill Lane has taken its grinders apart again, and this time the neighbours were invited to watch, with a cup of the house blend in hand.</p>` +
	`<p>Northwind says that the burrs last three times as long when they are cleaned every week, which nobody who has drunk its espresso on a Friday will find hard to believe.</p>`

// read reads a page at an address, and follows its links to a depth.
func read(t *testing.T, address string, depth int, html string) (crawler.Page, error) {
	t.Helper()
	src := social.Source{Name: "s", Platform: web.Name, URLs: []string{address}, Params: map[string]string{"depth": fmt.Sprint(depth)}}
	req, err := web.New().Start(crawler.Scope{Source: src, Lane: address})
	if err != nil {
		t.Fatal(err)
	}
	return web.New().Parse(crawler.Scope{Source: src, Lane: address}, crawler.Response{Request: req, URL: address, Status: 200, Header: map[string][]string{"Content-Type": {"text/html"}}, Body: []byte(html)})
}

// teasers is a list of articles as front pages and the pages of tags have it.
func teasers(item string) string {
	var b strings.Builder
	for i := range 6 {
		fmt.Fprintf(&b, item, fmt.Sprintf(`<h2><a href="/2026/05/0%d/story">The mill on the lane, part %d of six</a></h2><time datetime="2026-05-0%d">%d May</time><p>A story of the lane and of what its neighbours drink on a Friday, told by those who were there and by those who came late to it.</p>`, i+1, i+1, i+1, i+1))
	}
	return b.String()
}

// TestListsAreNoArticles: a list of articles is followed and is none itself.
func TestListsAreNoArticles(t *testing.T) {
	for name, tc := range map[string]struct{ address, html string }{
		"front page":     {"https://gazette.example/", "<h1>The Gazette</h1>" + teasers("<article>%s</article>")},
		"tag":            {"https://gazette.example/tag/coffee/", "<h1>Coffee</h1>" + teasers("<div>%s</div>")},
		"category":       {"https://gazette.example/lane", `<h1>The lane</h1>` + teasers(`<article class="hentry">%s</article>`)},
		"search results": {"https://gazette.example/find?q=mill", "<h1>Results for mill</h1>" + teasers("<li>%s</li>")},
		"declared":       {"https://gazette.example/coffee", `<script type="application/ld+json">{"@type":"CollectionPage","name":"Coffee"}</script><h1>Coffee</h1>` + teasers("<div>%s</div>")},
	} {
		t.Run(name, func(t *testing.T) {
			html := "<html><head><title>Coffee</title></head><body>" + tc.html + "</body></html>"
			alone, err := read(t, tc.address, 0, html)
			if err != nil || len(alone.Posts) != 0 || len(alone.Skipped) != 1 || !strings.Contains(alone.Skipped[0].Err.Error(), "lists other pages") && name != "front page" {
				t.Errorf("alone: %d posts, skipped %v, %v", len(alone.Posts), alone.Skipped, err)
			}
			followed, err := read(t, tc.address, 1, html)
			if err != nil || len(followed.Posts) != 0 || len(followed.Next) != 6 {
				t.Errorf("followed: %d posts, %d links, %v", len(followed.Posts), len(followed.Next), err)
			}
		})
	}
	// An article with teasers of others below it is one.
	page, err := read(t, "https://gazette.example/2026/05/04/grinders", 0, "<html><body><article><h1>Grinders apart</h1>"+strings.Repeat(body, 3)+"</article><div>"+teasers("<div>%s</div>")+"</div></body></html>")
	if err != nil || len(page.Posts) != 1 || strings.Contains(page.Posts[0].Text, "part 1 of six") {
		t.Errorf("an article with teasers: %+v, %v", page, err)
	}
}

// TestPaywalls: a teaser is kept, tagged, and named on the source.
func TestPaywalls(t *testing.T) {
	const dated = `<meta property="article:published_time" content="2026-05-04">`
	for name, tc := range map[string]struct {
		head, below string
		paid        bool
	}{
		"free":             {"", "", false},
		"declared":         {`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Grinders","isAccessibleForFree":false}</script>`, "", true},
		"declared in part": {`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Grinders","isAccessibleForFree":"True","hasPart":{"@type":"WebPageElement","isAccessibleForFree":"False","cssSelector":".rest"}}</script>`, "", true},
		"declared free":    {`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Grinders","isAccessibleForFree":true}</script>`, "", false},
		"content tier":     {`<meta property="article:content_tier" content="locked">`, "", true},
		"class name":       {"", `<div class="article-paywall"><p>The rest is one click away.</p></div>`, true},
		"English":          {"", `<div class="x1"><p>Subscribe to continue reading</p><a href="/login">Log in</a></div>`, true},
		"German":           {"", `<div class="x1"><p>Jetzt weiterlesen mit dem Digital-Abo</p></div>`, true},
		"French":           {"", `<div class="x1"><p>Il vous reste 82.5% de cet article à lire. La suite est réservée aux abonnés.</p></div>`, true},
		"Japanese":         {"", `<div class="x1"><p>この記事は有料会員限定です。残り 1,204文字</p></div>`, true},
		"in the menu":      {"", `<footer><p>Already a subscriber? Subscribe to continue reading the paper.</p></footer>`, false},
	} {
		t.Run(name, func(t *testing.T) {
			page, err := read(t, "https://gazette.example/2026/05/04/grinders", 0, "<html><head>"+dated+tc.head+"</head><body><article><h1>Grinders apart</h1>"+body+"</article>"+tc.below+"</body></html>")
			if err != nil || len(page.Posts) != 1 {
				t.Fatalf("%+v, %v", page, err)
			}
			tagged := strings.Contains(strings.Join(page.Posts[0].Tags, " "), "paywalled")
			if tagged != tc.paid || len(page.Unread) > 0 != tc.paid {
				t.Errorf("tags %q, unread %v; want paywalled %t", page.Posts[0].Tags, page.Unread, tc.paid)
			}
			if !strings.HasPrefix(page.Posts[0].Text, "The roaster on Mill Lane") || strings.Contains(page.Posts[0].Text, "x1") {
				t.Errorf("text %q", page.Posts[0].Text)
			}
		})
	}
}

const banner = `<div class="qc-cmp2-container"><h2>We value your privacy</h2><p>We and our 842 partners store and access information on a device, such as cookies, and process personal data, such as unique identifiers, for personalised advertising, content measurement and audience research. With your permission we may use precise geolocation data.</p><button>Accept all</button></div>`

// TestConsentWall: a page that asks for consent and shows nothing else is no
// article, and one that declares its article keeps what it declares.
func TestConsentWall(t *testing.T) {
	_, err := read(t, "https://gazette.example/2026/05/04/grinders", 0, "<html><head><title>Gazette</title></head><body>"+banner+"</body></html>")
	if social.CodeOf(err) != social.CodeBlocked {
		t.Errorf("a wall alone: %v", err)
	}
	page, err := read(t, "https://gazette.example/2026/05/04/grinders", 0, `<html><head><title>Grinders apart</title><meta property="og:description" content="The roaster on the lane has opened its machines."><script type="application/ld+json">{"@type":"NewsArticle","headline":"Grinders apart","datePublished":"2026-05-04"}</script></head><body>`+banner+"</body></html>")
	if err != nil || len(page.Posts) != 1 || page.Posts[0].Text != "The roaster on the lane has opened its machines." {
		t.Errorf("a declared article behind a wall: %+v, %v", page, err)
	}
}

// TestCommentsAreReplies: readers' comments are posts of their own, and their
// times are not the article's.
func TestCommentsAreReplies(t *testing.T) {
	comment := func(id, author, at, text, below string) string {
		return fmt.Sprintf(`<li id="comment-%s" class="comment"><div class="comment-author vcard"><b class="fn">%s</b></div><div class="comment-meta"><time datetime="%s">then</time></div><div class="comment-content"><p>%s</p></div>%s</li>`, id, author, at, text, below)
	}
	html := `<html><head><title>Grinders apart</title><meta property="article:published_time" content="2026-05-04T10:00:00Z"></head><body><article><h1>Grinders apart</h1>` + body + `</article><section id="comments"><ol class="comment-list">` +
		comment("7", "Bo", "2026-05-05T10:00:00Z", "Louder than the mill.", `<ol class="children">`+comment("8", "Cy", "2026-05-06T10:00:00Z", "Only on Fridays.", "")+"</ol>") + `</ol></section></body></html>`
	const address = "https://gazette.example/2026/05/04/grinders"
	page, err := read(t, address, 0, html)
	if err != nil || len(page.Posts) != 3 {
		t.Fatalf("%+v, %v", page, err)
	}
	first, second := page.Posts[1], page.Posts[2]
	if first.ID != address+"#comment-7" || first.ParentID != address || first.ThreadID != address || first.Author.Name != "Bo" || first.Text != "Louder than the mill." || first.CreatedAt.Day() != 5 {
		t.Errorf("first comment %+v", first)
	}
	if second.ParentID != first.ID || second.ThreadID != address || second.CreatedAt.Day() != 6 {
		t.Errorf("second comment %+v", second)
	}
	undated, err := read(t, "https://gazette.example/lane/grinders", 0, strings.Replace(html, `<meta property="article:published_time" content="2026-05-04T10:00:00Z">`, "", 1))
	if err != nil || len(undated.Posts) != 3 || !undated.Posts[0].CreatedAt.IsZero() || undated.Undated[undated.Posts[0].ID] == nil || undated.Posts[1].CreatedAt.IsZero() {
		t.Errorf("without a date of its own: %+v, %v", undated, err)
	}
	if page.Posts[0].CreatedAt.Day() != 4 || strings.Contains(page.Posts[0].Text, "Fridays") {
		t.Errorf("article %+v", page.Posts[0])
	}
}

// TestArchivesAreNoArticles: the archives of blogs show their entries whole, one of
// them too, and are lists.
func TestArchivesAreNoArticles(t *testing.T) {
	entry := func(i int) string {
		return fmt.Sprintf(`<article id="post-%d" class="post hentry entry"><header class="entry-header"><h2 class="entry-title"><a href="https://gazette.example/note-%d/" rel="bookmark">Note %d</a></h2></header><div class="entry-content">%s</div><footer class="entry-footer"><span class="posted-on">Published <time class="entry-date published" datetime="2026-05-0%dT10:00:00+02:00">May %d, 2026</time></span></footer></article>`, i, i, i, body, i, i)
	}
	head := `<html><head><title>coffee</title></head><body><main id="main"><header class="page-header"><h1 class="page-title">Tag: coffee</h1></header>`
	for _, address := range []string{"https://gazette.example/tag/coffee/", "https://gazette.example/page/2/", "https://gazette.example/2026/05/", "https://gazette.example/category/uncategorized/", "https://gazette.example/author/ana/", "https://gazette.example/notes/"} {
		for entries := 1; entries < 4; entries++ {
			if entries == 1 && strings.HasSuffix(address, "/notes/") {
				continue // one entry on a page of no archive's address is an article
			}
			html := head
			for i := range entries {
				html += entry(i + 1)
			}
			page, err := read(t, address, 0, html+"</main></body></html>")
			if err != nil || len(page.Posts) != 0 {
				t.Errorf("%s with %d entries: %d posts, %v", address, entries, len(page.Posts), err)
			}
		}
	}
	home, err := read(t, "https://gazette.example/", 0, `<html><head><title>Gazette</title></head><body><h1>Gazette</h1><a href="/note-1/">Note</a></body></html>`)
	if err != nil || len(home.Skipped) != 1 || !strings.Contains(home.Skipped[0].Err.Error(), "params.depth 1") {
		t.Errorf("a home page alone: %v, %v", home.Skipped, err)
	}
}
