package web

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/internal/date"
)

// capturesDir is ../shared/captures from the root of the repository.
const capturesDir = "../../../../shared/captures"

// declared is what an independent reader found declared on a page.
type declared struct {
	File  string `json:"file"`
	Items []struct {
		Title string            `json:"title"`
		Meta  map[string]string `json:"meta"`
	} `json:"items"`
}

// explained are the misses that are none of ours, each with its class.
var explained = map[string]string{
	"imgur/01_page.html id":                      "og:url names the picture, and link rel=canonical the page",
	"imgur/01_page.html title":                   "the expected title has its markup",
	"webpages/02_postlight-nytimes.html title":   "og:title says something else than the title element, whose words are expected",
	"webpages/13_postlight-wired.html title":     "og:title says something else than the title element, whose words are expected",
	"webpages/14_postlight-ndtv.html title":      "og:title says something else than the title element, whose words are expected",
	"webpages/65_readability-yahoo-2.html title": "og:title is that of the whole site, and the headline is right",
	"webpages/67_readability-v8-blog.html title": "the expected title is the headline from its colon on",
}

// score counts what was right of what a page states.
type score struct{ right, stated int }

// TestCaptures reads pages recorded from the live web. They may not be passed
// on, so they lie outside the repository, and without them there is nothing to
// test. A field counts where the page, or the source project's own ground
// truth, states it.
func TestCaptures(t *testing.T) {
	file, err := os.Open(filepath.Join(capturesDir, "EXPECTED.jsonl"))
	if err != nil {
		t.Logf("no captures to read: %v", err)
		return
	}
	defer file.Close()
	scores := map[string]*score{}
	for _, field := range scored {
		scores[field] = &score{}
	}
	pages, texts, sum := 0, 0, 0.0
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var want declared
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			continue // a line of a platform whose items have another shape
		}
		folder, _, _ := strings.Cut(want.File, "/")
		if !slices.Contains([]string{"webpages", "medium", "linkedin", "x", "imgur"}, folder) || !strings.HasSuffix(want.File, ".html") || len(want.Items) != 1 {
			continue
		}
		base := filepath.Join(capturesDir, strings.TrimSuffix(want.File, ".html"))
		got, err := readCapture(t, base+".html", want)
		if err != nil {
			t.Logf("  %s: %v", want.File, err)
			continue
		}
		pages++
		for field, verdict := range judge(base, want, got) {
			if why := explained[want.File+" "+field]; why != "" {
				t.Logf("  %s: %s left out: %s", want.File, field, why)
				continue
			}
			scores[field].stated++
			if verdict == "" {
				scores[field].right++
				continue
			}
			t.Logf("  %s: %s: %s", want.File, field, verdict)
		}
		if text := expectedText(base); text != "" {
			f1 := tokenF1(text, got.facts.text)
			sum, texts = sum+f1, texts+1
			if f1 < 0.985 {
				t.Logf("  %s: text: F1 %.3f", want.File, f1)
			}
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	line := fmt.Sprintf("web: %d pages", pages)
	for _, field := range scored {
		s := scores[field]
		line += fmt.Sprintf(", %s %d of %d", field, s.right, s.stated)
		if s.stated > 0 && float64(s.right) < floor*float64(s.stated) {
			t.Errorf("%s: only %d of %d right", field, s.right, s.stated)
		}
	}
	t.Logf("%s, text mean F1 %.4f over %d", line, sum/float64(max(texts, 1)), texts)
	if texts > 0 && sum/float64(texts) < 0.95 {
		t.Errorf("the mean F1 of texts is %.4f", sum/float64(texts))
	}
}

var scored = []string{"id", "title", "author", "time", "images"}

// floor is the least share that must be right in each field.
const floor = 0.99

// readCapture extracts a capture as if it had been read at its own address.
func readCapture(t *testing.T, name string, want declared) (found, error) {
	body, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	address := "https://captures.example/pages/" + filepath.Base(name)
	own := want.Items[0].Meta["og:url"]
	if own == "" {
		own = truthOf(strings.TrimSuffix(name, ".html")).URL
	}
	if strings.HasPrefix(own, "http") {
		// As a visitor comes by a shared link: the page has to name its address itself.
		address = own + "?share=captures"
	}
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := parseDocument(crawler.Response{URL: address, Header: http.Header{}, Body: body}, u)
	if err != nil {
		return found{}, err
	}
	return extract(doc), nil
}

// longest is where the independent reader cuts long values off.
const longest = 300

// truth is the source project's own ground truth of a page.
type truth struct {
	Title  string `json:"title"`
	Byline string `json:"byline"`
	URL    string `json:"canonical_link"`
	Image  string `json:"meta_img"`
	// Published is when the page says it was published.
	Published string `json:"publishedTime"`
}

func truthOf(base string) (told truth) {
	data, err := os.ReadFile(base + ".expected.json")
	if err != nil || strings.Contains(base, "extruct") || json.Unmarshal(data, &told) != nil {
		return truth{}
	}
	return told
}

// judge compares what was extracted with what is stated: "" is right.
func judge(base string, want declared, got found) map[string]string {
	m := want.Items[0].Meta
	truth := truthOf(base)
	verdicts := map[string]string{}
	check := func(field, want, got string, ok bool) {
		if want == "" {
			return
		}
		verdicts[field] = ""
		if !ok {
			verdicts[field] = fmt.Sprintf("have %q, want %q", got, want)
		}
	}
	address := first(m["og:url"], truth.URL)
	check("id", address, got.address, sameAddress(got.address, address))
	title := first(truth.Title, m["og:title"], want.Items[0].Title)
	t1, t2 := letters(html.UnescapeString(got.facts.title)), letters(html.UnescapeString(title))
	check("title", title, got.facts.title, t1 != "" && (strings.Contains(t2, t1) || strings.Contains(t1, t2)))
	author := truth.Byline
	for _, key := range []string{"author", "article:author"} {
		if v := authorName(m[key]); author == "" {
			author = v
		}
	}
	a1, a2 := letters(html.UnescapeString(got.facts.author.Name)), letters(html.UnescapeString(author))
	check("author", author, got.facts.author.Name, a1 != "" && (strings.Contains(a2, a1) || strings.Contains(a1, a2)))
	stated := first(m["article:published_time"], truth.Published)
	if at, known := date.Parse(stated); known {
		check("time", stated, got.facts.created.String(), at.Equal(got.facts.created))
	}
	image := html.UnescapeString(first(m["og:image"], m["twitter:image"], truth.Image))
	has := false
	for _, im := range got.facts.images {
		has = has || im.URL == image || len(image) >= longest && strings.HasPrefix(im.URL, image) || strings.HasSuffix(im.URL, strings.TrimPrefix(image, "//"))
	}
	check("images", image, fmt.Sprint(got.facts.images), has)
	return verdicts
}

// expectedText is the source project's own text of a page, "" for none.
func expectedText(base string) string {
	if b, err := os.ReadFile(base + ".expected.txt"); err == nil {
		return string(b)
	}
	if b, err := os.ReadFile(base + ".expected.html"); err == nil {
		doc, err := html.Parse(strings.NewReader(string(b)))
		if err == nil {
			return markup.TextOf(doc)
		}
	}
	return ""
}

// tokens counts the words of a text.
func tokens(s string) map[string]int {
	list := map[string]int{}
	for _, word := range wordsOf(s) {
		list[word]++
	}
	return list
}

// tokenF1 is the harmonic mean of precision and recall of the words of got.
func tokenF1(want, got string) float64 {
	w, g := tokens(want), tokens(got)
	both, inWant, inGot := 0, 0, 0
	for word, n := range w {
		inWant += n
		both += min(n, g[word])
	}
	for _, n := range g {
		inGot += n
	}
	if inWant+inGot == 0 {
		return 1
	}
	return 2 * float64(both) / float64(inWant+inGot)
}
