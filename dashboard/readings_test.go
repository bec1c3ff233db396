package dashboard_test

import (
	"context"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"earshot/internal/social"
)

func TestReadingsFilter(t *testing.T) {
	all := document(t, get(t, options(), "/posts"), http.StatusOK)
	doc := document(t, get(t, options(), "/posts?emotion=joy&intent=praise&copies=folded&spam=hidden&platform=mastodon"), http.StatusOK)
	total := func(d *goquery.Document) int {
		n, err := strconv.Atoi(strings.ReplaceAll(strings.Fields(d.Find(".page-head .caption").Text())[0], ",", ""))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if some := total(doc); some == 0 || some >= total(all) {
		t.Errorf("%d of %d posts", some, total(all))
	}
	groups := map[string]bool{}
	doc.Find("[data-testid=post]").Each(func(_ int, s *goquery.Selection) {
		// A copy represents an original on another platform, once.
		group := s.Find("[data-testid=copy-of]").AttrOr("href", s.Find(".post-text").AttrOr("href", ""))
		if !strings.Contains(s.Find(".judged").Text(), "positive") || s.Find("[data-testid=spam]").Length() > 0 || groups[group] {
			t.Errorf("let through: %s", s.Text())
		}
		groups[group] = true
	})
	menu := doc.Find("[data-testid=readings]")
	if menu.Find("input[checked]").Length() != 4 || menu.Find(".chip.active").Length() != 1 {
		t.Errorf("the menu does not show what is chosen: %s", menu.Text())
	}
	if reset := doc.Find(".reset").AttrOr("href", ""); strings.Contains(reset, "emotion") || strings.Contains(reset, "spam") {
		t.Errorf("clearing leads to %s", reset)
	}
}

func TestCopiesAreNamedAndListed(t *testing.T) {
	doc := document(t, get(t, options(), "/posts?copies=folded"), http.StatusOK)
	link := doc.Find("[data-testid=copies]").First()
	found := regexp.MustCompile(`^(\d+) near cop(y|ies) on (\d+) platforms?$`).FindStringSubmatch(link.Text())
	if found == nil {
		t.Fatalf("the link says %q", link.Text())
	}
	page := document(t, get(t, options(), link.AttrOr("href", "")), http.StatusOK)
	if got := page.Find("[data-testid=posts] [data-testid=post]").Length(); strconv.Itoa(got) != found[1] || strings.TrimSpace(page.Find("#copies-summary").Text()) != link.Text() {
		t.Errorf("%q leads to %d posts", link.Text(), got)
	}
	back := page.Find("[data-testid=posts] [data-testid=copy-of]").First().AttrOr("href", "")
	if original := page.Find("[data-testid=original] .post-text").AttrOr("href", ""); back != original {
		t.Errorf("a copy leads to %s, not to %s", back, original)
	}
	if w := get(t, options(), back+"/copies/none"); w.Code != http.StatusNotFound {
		t.Errorf("status %d", w.Code)
	}
}

// TestTermsLeadToTheirPosts follows every link of the rankings, with near copies
// folded and not, and from a page that is restricted to a term already.
func TestTermsLeadToTheirPosts(t *testing.T) {
	for _, page := range []string{"/?period=30d", "/?period=30d&copies=folded", "/topics?copies=folded&platform=mastodon", "/?term=grinder&platform=mastodon"} {
		links := document(t, get(t, options(), page), http.StatusOK).Find("[data-testid=terms] li")
		if links.Length() == 0 {
			t.Errorf("%s ranks nothing", page)
		}
		links.Each(func(_ int, row *goquery.Selection) {
			link, count := row.Find("a").AttrOr("href", ""), row.Find("b").First().Text()
			list := document(t, get(t, options(), link), http.StatusOK)
			if caption := list.Find(".page-head .caption").Text(); !strings.HasPrefix(caption, count+" mention") {
				t.Errorf("%s: %s has %s mentions, its list %s", page, link, count, caption)
			}
		})
	}
	list := document(t, get(t, options(), "/posts?term=grinder&aspect=grinder+noise&q=kids"), http.StatusOK)
	if list.Find("form.filters input[type=hidden][name=term][value=grinder]").Length() != 1 {
		t.Error("what else is chosen takes the term away")
	}
	chips := list.Find("[data-testid=chosen]")
	if href := chips.First().AttrOr("href", ""); chips.Length() != 2 || strings.Contains(href, "term=") || !strings.Contains(href, "aspect=grinder+noise") || !strings.Contains(href, "q=kids") {
		t.Errorf("%d chips, the first leads to %s", chips.Length(), href)
	}
}

func TestSpamSaysWhy(t *testing.T) {
	doc := document(t, get(t, options(), "/posts?period=90d"), http.StatusOK)
	spam := doc.Find("[data-testid=spam]").First()
	if !strings.Contains(spam.Text(), "Likely spam 0.") || !strings.Contains(spam.Text(), "9 hashtags") {
		t.Errorf("spam says %q", spam.Text())
	}
}

func TestTopicsLinkToTheirPosts(t *testing.T) {
	o := options()
	o.Measured = func(of social.Reading, language string) string {
		if of == social.ReadEmotions && language == "en" {
			return "right in 58%"
		}
		if of == social.ReadEntities && language != "zh" {
			return map[string]string{"en": "98% of 49 right", "de": "not shown, as only 71% of 35 right"}[language]
		}
		return ""
	}
	doc := document(t, get(t, o, "/topics?period=7d"), http.StatusOK)
	for _, panel := range []string{"emerging", "aspects", "emotions", "intents", "entities"} {
		p := doc.Find("[data-testid=panel-" + panel + "]")
		rows := p.Find("[data-testid=terms] li")
		if rows.Length() == 0 || p.Find("a[download]").AttrOr("href", "") == "" || p.Find(".def-text").Text() == "" {
			t.Errorf("%s: %s", panel, p.Text())
			continue
		}
		link, count := rows.First().Find("a"), rows.First().Find("b").First().Text()
		list := document(t, get(t, o, link.AttrOr("href", "")), http.StatusOK).Find(".page-head .caption").Text()
		if !strings.HasPrefix(list, count+" mention") {
			t.Errorf("%s: %s has %s mentions, its list %s", panel, link.Text(), count, list)
		}
		if w := get(t, o, "/panels/"+panel+"?period=7d"); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `id="`+panel+`"`) {
			t.Errorf("%s does not come alone: %d", panel, w.Code)
		}
	}
	if first := doc.Find("[data-testid=panel-emerging] li a").First().Text(); first != "grinder noise" && first != "grinder" {
		t.Errorf("the story of the week is not first: %s", first)
	}
	if note := doc.Find("[data-testid=emotions-note]").Text(); note != "English: right in 58%. Quality not measured for Chinese, German." {
		t.Errorf("the quality is told as %q", note)
	}
	for panel, want := range map[string]string{
		"entities": "English: 98% of 49 right. German: not shown, as only 71% of 35 right. Not shown, as quality is not measured, for Chinese.",
		"aspects":  "Not shown, as quality is not measured, for Chinese, English, German.",
	} {
		if note := doc.Find("[data-testid=" + panel + "-note]").Text(); note != want {
			t.Errorf("the quality of %s is told as %q", panel, note)
		}
	}
}

func TestSourcesPageCountsOutdatedPosts(t *testing.T) {
	for waiting, want := range map[social.Outdated]string{
		{}: "", {Posts: 1}: "1 post waits", {Posts: 1204, Undoubted: 1100}: "1,204 posts wait for an analysis by the version in use: earshot reanalyze does that. Until then 1,100 of them count as surely judged",
	} {
		opts := options()
		opts.Outdated = func(context.Context) (social.Outdated, error) { return waiting, nil }
		note := document(t, get(t, opts, "/sources"), http.StatusOK).Find("[data-testid=outdated]")
		if got := note.Text(); (got != "") != (want != "") || !strings.HasPrefix(got, want) {
			t.Errorf("%+v: %q", waiting, got)
		}
	}
}
