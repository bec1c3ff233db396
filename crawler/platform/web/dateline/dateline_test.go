package dateline

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"earshot/internal/social"
)

const (
	text = `<p>The roaster on Mill Lane has taken its grinders apart again, and this time the neighbours were invited to watch, with a cup of the new house blend in hand, on 1 March 2020 as well as on other days.</p>`
	h1   = `<h1>Grinders apart</h1>`
)

var here = &url.URL{Scheme: "https", Host: "gazette.example", Path: "/2026/grinders"}

// TestFind shows where the date of an article is found.
func TestFind(t *testing.T) {
	for name, tc := range map[string]struct {
		body, language, want string
		from                 social.DateFrom
	}{
		"time element":            {h1 + `<time datetime="2026-05-04T15:05:00Z">4 May</time>` + text, "en", "2026-05-04T15:05:00Z", social.DateStated},
		"of two, the published":   {h1 + `<time class="updated" datetime="2026-05-06">6 May</time><time class="entry-date published" datetime="2026-05-04">4 May</time>` + text, "en", "2026-05-04T00:00:00Z", social.DateStated},
		"label of a time":         {h1 + `<p>Updated <time datetime="2026-05-06">6 May</time></p><p>Published <time datetime="2026-05-04">4 May</time></p>` + text, "en", "2026-05-04T00:00:00Z", social.DateStated},
		"Chinese":                 {h1 + `<span class="date">发布时间：2026年5月4日 下午3:05　来源：运河日报</span>` + text, "en", "2026-05-04T15:05:00Z", social.DatePage},
		"Chinese without a class": {h1 + `<div>来源：运河日报 作者：王小明 2026-05-04 15:05</div>` + text, "zh", "2026-05-04T15:05:00Z", social.DatePage},
		"zone":                    {h1 + `<span class="date">May 4, 2026 at 3:05 p.m. EDT</span>` + text, "en", "2026-05-04T19:05:00Z", social.DatePage},
		"ordinal":                 {h1 + `<div class="meta">Published 4th May 2026</div>` + text, "en", "2026-05-04T00:00:00Z", social.DatePage},
		"Turkish":                 {h1 + `<div>4 Mayıs 2026, 15:05</div>` + text, "tr", "2026-05-04T15:05:00Z", social.DatePage},
		"German":                  {h1 + `<div>Stand: 04.05.2026, 15:05 Uhr</div>` + text, "de", "2026-05-04T15:05:00Z", social.DatePage},
		"French":                  {h1 + `<p>Publié le 4 mai 2026 à 15h05 par Ana Ruiz</p>` + text, "fr", "2026-05-04T15:05:00Z", social.DatePage},
		"Spanish":                 {h1 + `<p>Ana Ruiz | Publicado el 4 de mayo de 2026</p>` + text, "es", "2026-05-04T00:00:00Z", social.DatePage},
		"Russian":                 {h1 + `<p>Опубликовано: 4 мая 2026, 15:05</p>` + text, "ru", "2026-05-04T15:05:00Z", social.DatePage},
		"Japanese":                {h1 + `<p>公開日：2026年5月4日 15時05分</p>` + text, "ja", "2026-05-04T15:05:00Z", social.DatePage},
		"Korean":                  {h1 + `<p>입력 2026.05.04 오후 3:05</p>` + text, "ko", "2026-05-04T15:05:00Z", social.DatePage},
		"Polish":                  {h1 + `<p>Opublikowano: 4 maja 2026</p>` + text, "pl", "2026-05-04T00:00:00Z", social.DatePage},
		"published and updated":   {h1 + `<div>Published May 4, 2026 | Updated May 6, 2026</div>` + text, "en", "2026-05-04T00:00:00Z", social.DatePage},
		"updated first":           {h1 + `<div>Updated: May 6, 2026</div><div>Published: May 4, 2026</div>` + text, "en", "2026-05-04T00:00:00Z", social.DatePage},
		"by a name":               {h1 + `<p>By Ana Ruiz, May 4, 2026</p>` + text, "en", "2026-05-04T00:00:00Z", social.DatePage},
		"before the headline":     {`<div class="date">4 May 2026</div>` + h1 + text, "en", "2026-05-04T00:00:00Z", social.DatePage},
		"below the article":       {h1 + text + `<p class="posted">Posted on 4 May 2026</p>`, "en", "2026-05-04T00:00:00Z", social.DatePage},
		"RDFa":                    {h1 + `<span property="schema:dateCreated" content="2026-05-04T15:05:00Z"></span>` + text, "de", "2026-05-04T15:05:00Z", social.DateStated},
		"agency":                  {h1 + `<p>04.05.2026 – ` + text[3:], "de", "2026-05-04T00:00:00Z", social.DatePage},
		"not of the first words":  {h1 + `<p>On 1 March 2020 ` + text[3:], "en", "", ""},
		"footer of the article":   {`<article>` + h1 + text + `<footer><span class="posted">4 May 2026</span></footer></article>`, "en", "2026-05-04T00:00:00Z", social.DatePage},
		"layout with a sidebar":   {`<h1>Gazette</h1><div class="layout-with-sidebar"><h2>Grinders</h2><span class="date">4 May 2026</span>` + text + `</div>`, "en", "2026-05-04T00:00:00Z", social.DatePage},
		"not of a comment":        {h1 + text + `<section id="comments"><article class="comment"><time datetime="2026-08-01T00:00:00Z">1 Aug</time><p>Yes.</p></article></section>`, "en", "", ""},
		"not of a comment in ol":  {h1 + text + `<ol class="comment-list"><li class="comment">Ana, <a>1 August 2026 at 10:00</a><p>Yes.</p></li></ol>`, "en", "", ""},
		"not of another article":  {h1 + text + `<aside><time datetime="2026-08-01">1 Aug</time></aside><div class="related-posts"><span class="date">1 August 2026</span></div>`, "en", "", ""},
		"not of the footer":       {h1 + text + `<footer>© 2019-2025 Gazette, <span class="date">1 August 2026</span></footer>`, "en", "", ""},
		"not of an event":         {h1 + `<time class="dtstart" datetime="2026-08-01">1 Aug</time>` + text, "en", "", ""},
		"not of the text":         {h1 + text, "en", "", ""},
		"not of a linked page":    {h1 + text + `<div><a href="/2026/rain"><time datetime="2026-08-01T10:00:00Z">1 Aug</time></a></div>`, "en", "", ""},
		"not of a teaser":         {h1 + text + `<ul><li><h3><a href="/2026/rain">Rain</a></h3><div class="wp-block-post-date"><time datetime="2026-08-01T10:00:00Z">1 Aug</time></div></li></ul>`, "en", "", ""},
		"its own in a list":       {h1 + text + `<ul><li><h3><a href="/2026/rain">Rain</a></h3><time datetime="2026-08-01T10:00:00Z"><a href="/2026/rain">1 Aug</a></time></li><li><h3><a href="/2026/grinders/">Grinders</a></h3><time datetime="2026-05-04T15:05:00Z"><a href="/2026/grinders/">4 May</a></time></li></ul>`, "en", "2026-05-04T15:05:00Z", social.DateStated},
		"linked to its day":       {h1 + `<a href="/2026/05/04/"><time datetime="2026-05-04T15:05:00Z">4 May</time></a>` + text, "en", "2026-05-04T15:05:00Z", social.DateStated},
		"title of a span":         {h1 + `<span title="2026-05-05 00:40:00 +0200 CEST">May 5, 2026</span>` + text, "en", "2026-05-04T22:40:00Z", social.DateStated},
		"title as Go prints it":   {h1 + `<span title="2026-05-05 00:40:00 +0200 +0200">May 5, 2026</span>` + text, "en", "2026-05-04T22:40:00Z", social.DateStated},
		"two days in one":         {h1 + `<span class="date">3/4/2026</span>` + text, "en", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			page, err := html.Parse(strings.NewReader("<!doctype html><html><body><nav><span class=date>2 January 2026</span></nav>" + tc.body + "</body></html>"))
			if err != nil {
				t.Fatal(err)
			}
			got, ok := Find(page, here, tc.language)
			if tc.want == "" {
				if ok {
					t.Errorf("found %+v, want none", got)
				}
				return
			}
			if at := got.Time.Format(time.RFC3339); at != tc.want || got.From != tc.from {
				t.Errorf("found %s (%s), want %s (%s)", at, got.From, tc.want, tc.from)
			}
		})
	}
}
