package web

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// articlesDir is ../shared/articles from the root of the repository: pages of
// the public article extraction benchmark (github.com/scrapinghub/article-extraction-benchmark).
const articlesDir = "../../../../shared/articles"

// least is the F1 that the texts of those pages must reach together.
const least = 0.965

// TestArticleBenchmark reads the pages of the article extraction benchmark as a
// crawl does and scores their texts as the benchmark does. They may not be
// passed on, so they lie outside the repository, and without them there is
// nothing to test.
func TestArticleBenchmark(t *testing.T) {
	pages := benchmarkPages(t)
	if len(pages) == 0 {
		t.Log("no benchmark to read")
		return
	}
	var precision, recall float64
	var took time.Duration
	refused := map[string]int{}
	from := map[social.DateFrom]int{}
	for _, page := range pages {
		body := page.body(t)
		began := time.Now()
		got, why := page.read(t, body)
		took += time.Since(began)
		if why != "" {
			refused[why]++
			t.Logf("  %.8s refused: %s (%s)", page.id, why, page.URL)
		}
		p, r := overlap(page.ArticleBody, got.text)
		precision, recall = precision+p, recall+r
		from[got.dateFrom]++
		if p < 0.9 || r < 0.9 {
			t.Logf("  %.8s precision %.3f, recall %.3f (%s)", page.id, p, r, page.URL)
		}
		t.Logf("  %.8s dated %s %s (%s)", page.id, got.created.Format(time.RFC3339), got.dateFrom, page.URL)
	}
	n := float64(len(pages))
	precision, recall = precision/n, recall/n
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("articles: %d pages, F1 %.4f, precision %.4f, recall %.4f, %v a page", len(pages), f1, precision, recall, (took / time.Duration(len(pages))).Round(10*time.Microsecond))
	t.Logf("dates: %d stated, %d in the address, %d on the page, %d none; refused: %v",
		from[social.DateStated], from[social.DateAddress], from[social.DatePage], from[social.DateUnrecorded], refused)
	delete(refused, "noindex")
	if f1 < least || len(refused) > 0 {
		t.Errorf("F1 %.4f and %v refused, want %.3f and none", f1, refused, least)
	}
}

// benchmarkPage is a page of the benchmark and the text that people marked on it.
type benchmarkPage struct {
	id               string
	ArticleBody, URL string
}

func benchmarkPages(t testing.TB) []benchmarkPage {
	data, err := os.ReadFile(filepath.Join(articlesDir, "ground-truth.json"))
	if err != nil {
		return nil
	}
	truth := map[string]benchmarkPage{}
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	var pages []benchmarkPage
	for _, id := range slices.Sorted(maps.Keys(truth)) {
		page := truth[id]
		page.id = id
		pages = append(pages, page)
	}
	return pages
}

func (b benchmarkPage) body(t testing.TB) []byte {
	file, err := os.Open(filepath.Join(articlesDir, "html", b.id+".html.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// read reads the page as a crawl does, and says why it is not kept.
func (b benchmarkPage) read(t testing.TB, body []byte) (got facts, refused string) {
	address, err := url.Parse(b.URL)
	if err != nil {
		t.Fatal(err)
	}
	resp := crawler.Response{Request: crawler.Request{URL: b.URL, Step: stepPage}, URL: b.URL, Status: http.StatusOK, Header: http.Header{}, Body: body}
	doc, err := parseDocument(resp, address)
	if err != nil {
		return facts{}, err.Error()
	}
	found := extract(doc)
	switch posts, _ := found.posts(); {
	case found.meta.forbids(nil, "noindex"):
		// The publisher asks for it not to be stored; its words can be scored.
		refused = "noindex"
	case !found.isArticle:
		refused = "no article"
	case len(posts) == 0:
		refused = "no post"
	}
	return found.facts, refused
}

var benchmarkWord = regexp.MustCompile(`[\p{L}\p{N}_]+`)

// overlap is the precision and recall of the runs of four words of a text.
func overlap(want, got string) (precision, recall float64) {
	w, g := shingles(want), shingles(got)
	both, inWant, inGot := 0, 0, 0
	for run, n := range w {
		inWant += n
		both += min(n, g[run])
	}
	for _, n := range g {
		inGot += n
	}
	if inGot > 0 {
		precision = float64(both) / float64(inGot)
	}
	if inWant > 0 {
		recall = float64(both) / float64(inWant)
	}
	return precision, recall
}

func shingles(text string) map[string]int {
	const size = 4
	words := benchmarkWord.FindAllString(text, -1)
	runs := map[string]int{}
	for i := range max(1, len(words)-size+1) {
		if len(words) > 0 {
			runs[strings.Join(words[i:min(len(words), i+size)], " ")]++
		}
	}
	return runs
}

// BenchmarkArticles reads a page of the benchmark; without the pages it reads
// none.
func BenchmarkArticles(b *testing.B) {
	pages := benchmarkPages(b)
	if len(pages) == 0 {
		b.Skip("no benchmark to read")
	}
	bodies := make([][]byte, len(pages))
	for i, page := range pages {
		bodies[i] = page.body(b)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at := i % len(pages)
		if _, why := pages[at].read(b, bodies[at]); why == "no article" {
			b.Fatal(why)
		}
	}
}
