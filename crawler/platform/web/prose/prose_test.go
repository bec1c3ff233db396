package prose

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestWhatStandsAroundAnArticle shows what is taken off it, and what is not.
func TestWhatStandsAroundAnArticle(t *testing.T) {
	plain := strings.Join(story, "\n\n")
	first, rest := "<p>"+story[0]+"</p>", paragraphs(story[1:])
	for name, tc := range map[string]struct{ body, want string }{
		"caption":            {first + `<figure><img src="/a.jpg"><figcaption>The lane in March, with three of its dogs.</figcaption></figure>` + rest, plain},
		"caption by class":   {first + `<div class="imageEmbedCaption">The lane in March, with three of its dogs.</div>` + rest, plain},
		"related link":       {first + `<p>Related: <a href="/news/other">The mill closes for a week</a></p>` + rest, plain},
		"link between":       {first + `<p><a href="/news/other">The mill on the lane closes for a week</a></p>` + rest, plain},
		"list of links":      {"<p>" + strings.Join(story, "</p><p>") + `</p><h3>More on this story</h3><ul><li><a href="/a">The mill on the lane closes</a></li><li><a href="/b">A dog runs off with a filter</a></li></ul>`, plain},
		"label alone":        {first + `<p>Read more:</p>` + rest, plain},
		"shop link is kept":  {first + `<p><a href="https://shop.example/m2">The second model at the shop</a></p>` + rest, story[0] + "\n\nThe second model at the shop\n\n" + strings.Join(story[1:], "\n\n")},
		"dateline":           {`<p class="x">Published 4th May 2026</p>` + first + rest, plain},
		"byline":             {`<p>By Ada Ferrer</p>` + first + rest, plain},
		"menu":               {`<div><a href="/">Home</a></div><div><a href="/sport">Sport</a></div>` + first + rest, plain},
		"newsletter":         {first + `<div class="newsletter-signup"><p>The best of the lane in your inbox, every Friday at noon.</p><form><input type="submit" value="Go"></form></div>` + rest, plain},
		"copyright":          {first + rest + `<p>© 2026 The Gazette. All rights reserved.</p>`, plain},
		"follow us":          {first + rest + `<p>Follow us on Mastodon and Bluesky.</p>`, plain},
		"comments":           {first + rest + `<section id="comments"><h2>2 comments</h2><article class="comment"><p>I agree with every word that was said here, and with the price most of all.</p></article></section>`, plain},
		"subheadings":        {first + `<h2>The price</h2>` + rest, story[0] + "\n\nThe price\n\n" + strings.Join(story[1:], "\n\n")},
		"quoted post":        {first + `<div class="social-embed"><blockquote class="twitter-tweet"><p>Never been so loud on the lane.</p>Bo (@bo) <a href="https://x.com/bo/status/1">May 4, 2026</a></blockquote></div>` + rest, story[0] + "\n\nNever been so loud on the lane.\n\nBo (@bo) May 4, 2026\n\n" + strings.Join(story[1:], "\n\n")},
		"a name in a span":   {`<p>The roaster, said <span class="credit">Kim Novak</span>, has taken its grinders apart again, and this time the neighbours were invited to watch, with a cup in hand.</p>` + rest, "The roaster, said Kim Novak, has taken its grinders apart again, and this time the neighbours were invited to watch, with a cup in hand.\n\n" + strings.Join(story[1:], "\n\n")},
		"a price is no date": {`<h2>The grinder for 38.99 in 2026</h2>` + first + rest, "The grinder for 38.99 in 2026\n\n" + plain},
	} {
		t.Run(name, func(t *testing.T) {
			got := find(t, "<nav><a href=/>Home</a> <a href=/news>News</a></nav><main><article><h1>Grinders apart</h1>"+tc.body+"</article></main>", "Grinders apart")
			if diff := cmp.Diff(tc.want, got.Text); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
		})
	}
}

// TestCaptionsAreDescriptions: the words of a caption stay with the picture.
func TestCaptionsAreDescriptions(t *testing.T) {
	got := find(t, `<article><h1>Grinders apart</h1><p>`+story[0]+`</p><figure><img src="/a.jpg"><figcaption>The lane in March.</figcaption></figure>`+paragraphs(story[1:])+`</article>`, "")
	if len(got.Images) != 1 || got.Images[0].Alt != "The lane in March." {
		t.Errorf("images %+v", got.Images)
	}
}

// TestTeasers counts the headings of a list of articles.
func TestTeasers(t *testing.T) {
	var list strings.Builder
	for _, p := range story {
		list.WriteString(`<div class="item"><h2><a href="/news/x">A story of the lane and its mill</a></h2><p>` + p + `</p></div>`)
	}
	if got := find(t, "<main>"+list.String()+"</main>", "News"); got.Teasers != len(story) {
		t.Errorf("%d teasers, want %d", got.Teasers, len(story))
	}
	if got := find(t, "<main><h1>Grinders</h1>"+paragraphs(story)+"</main>", "Grinders"); got.Teasers != 0 || got.Running < 400 {
		t.Errorf("%d teasers and %d characters of running text", got.Teasers, got.Running)
	}
}
