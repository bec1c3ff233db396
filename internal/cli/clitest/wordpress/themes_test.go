package wordpress

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/cli/clitest"
)

// themes are those that Debian's package brings, classic and made of blocks.
var themes = []string{"twentytwentyone", "twentytwentytwo", "twentytwentythree"}

// entries are the articles of the site, as editors write them: long and short, plain and
// with lists, quotations and headings.
var entries = []string{
	"The roaster on the corner has a new drum. It takes forty kilos at once, and the whole street smells of it before the bakery opens.\n\nWe went there at six. The man at the door let us in because it rained, and showed us how the beans fall when they are done, which takes eleven minutes and not twelve.\n\nNobody else makes Northwind coffee that tastes of plums, and nobody knows why it does.",
	"Closed on Monday.",
	"<p>Three things to try this week:</p>\n<ul>\n<li>A cup at the window</li>\n<li>The same cup on the bench outside</li>\n<li>No cup at all</li>\n</ul>\n<p>Tell us which it was, and we shall tell you why you were wrong about it, as we always do on Fridays.</p>",
	"<h2>What they said</h2>\n<blockquote><p>It tastes as the harbour looks in the morning.</p></blockquote>\n<p>So says the woman who has mended our mills for nine years. She drinks it with salt, and so did her mother, who had a stall by the bridge until the bridge went.</p>\n<h2>What we say</h2>\n<p>We say that salt belongs on the road in winter.</p>",
}

// TestThemesOfWordPress reads the pages that real themes make of the same articles and
// comments, and compares what is stored with the tables of the site.
func TestThemesOfWordPress(t *testing.T) {
	for _, name := range themes {
		if _, err := os.Stat(filepath.Join(installed, "wp-content", "themes", name)); err != nil {
			t.Skipf("a theme is not installed here: %v", err)
		}
	}
	s := start(t)
	now := time.Now().UTC().Truncate(time.Second)
	at := func(hours int) string {
		return now.Add(-time.Duration(hours) * time.Hour).Add(-17 * time.Second).Format(time.DateTime)
	}
	var acts []map[string]any
	for i, text := range entries {
		acts = append(acts, map[string]any{"do": "post", "title": fmt.Sprintf("Morning number %d", i+1), "text": text, "created": at(50*i + 30), "tags": []string{"coffee"}})
	}
	ids := s.act(t, acts...)
	comment := func(under, n, parent int, text string) map[string]any {
		return map[string]any{"do": "comment", "post": under, "text": text, "author": fmt.Sprintf("Guest %d", n), "created": at(20 - n), "parent": parent}
	}
	above := s.act(t, comment(ids[0], 1, 0, "I was there too, and it rained harder than you say."), comment(ids[1], 2, 0, "Again?"))
	s.act(t, comment(ids[0], 3, above[0], "It did not."), comment(ids[0], 4, 0, "Plums, or damsons? My grandmother had both in the garden and nobody ever told them apart, and then the tree fell on the shed."))
	// One was edited after it was published.
	s.act(t, map[string]any{"do": "change", "id": ids[3], "with": map[string]any{"post_title": "Morning number four"}})

	for _, theme := range themes {
		t.Run(theme, func(t *testing.T) {
			s.act(t, map[string]any{"do": "theme", "name": theme, "editor": "Erika Editor"})
			want, urls := map[string]shown{}, []string{}
			for address, p := range s.held(t) {
				if !strings.Contains(address, "#") {
					urls, p.Author = append(urls, address), "Erika Editor"
				}
				p.Words = words(tags.Replace(p.Words))
				want[address] = p
			}
			w := &clitest.World{Dir: t.TempDir()}
			w.WriteConfiguration(t, map[string]any{
				"brands":  []map[string]any{{"name": "Northwind", "query": "northwind"}},
				"sources": []map[string]any{{"name": "pages", "platform": "web", "urls": urls, "keep": "all", "every": "1h", "history": "90d"}},
				"crawler": map[string]any{"allow_private_networks": true, "delay": "0s", "contact": "mailto:test@earshot.example"},
			})
			w.Crawl(t, 0)
			got := map[string]shown{}
			for _, p := range w.Stored(t) {
				got[p.ID] = shown{words(p.Text), p.CreatedAt.UTC().Format(time.DateTime), p.Author}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("what is stored is not what the site holds (-site +stored):\n%s", diff)
			}
		})
	}
}

// tags takes the elements out of the articles.
var tags = strings.NewReplacer("<p>", " ", "</p>", " ", "<ul>", " ", "</ul>", " ", "<li>", " ", "</li>", " ", "<h2>", " ", "</h2>", " ", "<blockquote>", " ", "</blockquote>", " ")
