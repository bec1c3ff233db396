package feed_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform/feed"
	"earshot/internal/social"
)

func parsed(t *testing.T, body string) crawler.Page {
	t.Helper()
	page, err := feed.New().Parse(crawler.Scope{Lane: "https://roastery.example/feed"}, crawler.Response{
		Request: crawler.Request{Step: "feed"}, URL: "https://roastery.example/feed", Status: http.StatusOK, Header: http.Header{}, Body: []byte(body), At: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// TestOddJSON: a value that is not of its type costs itself, and is named.
func TestOddJSON(t *testing.T) {
	page := parsed(t, `{"version":"https://jsonfeed.org/version/1.1","title":{"rendered":"x"},"authors":7,"items":[
		{"id":1,"url":"https://roastery.example/1","title":"One","content_html":"<p>first</p>","date_published":"2026-05-04T10:00:00Z","authors":{"name":"Ana"}},
		{"id":"2","url":"https://roastery.example/2","title":{"rendered":"Two"},"content_html":"<p>second</p>","date_published":"2026-05-04T10:00:00Z","tags":"mugs, cups","author":"Bo"},
		{"id":"3","url":"https://roastery.example/3","title":{"words":1},"content_html":["a","b"],"content_text":"third","date_published":"2026-05-04T10:00:00Z","attachments":"none","tags":[{"name":"x"},"y",[1,2]]}]}`)
	if len(page.Posts) != 3 || len(page.Skipped) != 0 {
		t.Fatalf("%d posts, skipped %v", len(page.Posts), page.Skipped)
	}
	one, two, three := page.Posts[0], page.Posts[1], page.Posts[2]
	if one.Author.Name != "Ana" || two.Author.Name != "Bo" || two.Title != "Two" || len(two.Tags) != 2 || three.Text != "third" || len(three.Tags) != 2 {
		t.Errorf("got %+v", page.Posts)
	}
	var named []string
	for _, s := range page.Unread {
		named = append(named, s.Where+" "+s.Err.Error())
	}
	for _, where := range []string{"authors is a number", "items[2].title is an object", "items[2].content_html is a list", "items[2].attachments is a text", "items[2].tags[2] is a list"} {
		found := false
		for _, n := range named {
			found = found || n == where
		}
		if !found {
			t.Errorf("%q is not among %q", where, named)
		}
	}
	if len(named) != 5 {
		t.Errorf("named %q", named)
	}
}

// TestForbiddenReferences leaves out references to characters that XML forbids.
func TestForbiddenReferences(t *testing.T) {
	page := parsed(t, `<rss version="2.0"><channel><item><title>One &#8;cup</title><link>https://roastery.example/1</link><pubDate>Mon, 04 May 2026 10:00:00 +0000</pubDate><description>x &#x1F; y &#65; &#x110000; &#xD800;z</description></item></channel></rss>`)
	if len(page.Posts) != 1 || page.Posts[0].Title != "One cup" || page.Posts[0].Text != "x y A z" {
		t.Errorf("got %+v, skipped %v", page.Posts, page.Skipped)
	}
}

// TestAtomTexts reads texts of Atom as their types say.
func TestAtomTexts(t *testing.T) {
	page := parsed(t, `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:h="http://www.w3.org/1999/xhtml"><id>urn:x</id>
		<entry><title>&lt;![CDATA[An open letter]]&gt;</title><id>urn:1</id><updated>2026-05-04T10:00:00Z</updated><content type="html">&lt;![CDATA[&lt;p&gt;Its body&lt;/p&gt;]]&gt;</content></entry>
		<entry><title type='text'>Use &lt;b&gt; &amp;amp; be bold</title><id>urn:2</id><updated>2026-05-04T10:00:00Z</updated><summary type="text">1 &lt; 2</summary></entry>
		<entry><title type="xhtml"><h:div>With a <h:b>prefix</h:b></h:div></title><id>urn:3</id><updated>2026-05-04T10:00:00Z</updated><content type="xhtml"><h:div><h:p>First.</h:p><h:p>Second.</h:p></h:div></content></entry></feed>`)
	if len(page.Posts) != 3 {
		t.Fatalf("%d posts, skipped %v", len(page.Posts), page.Skipped)
	}
	for i, want := range []struct{ title, text string }{
		{"An open letter", "Its body"}, {"Use <b> &amp; be bold", "1 < 2"}, {"With a prefix", "First.\n\nSecond."},
	} {
		if p := page.Posts[i]; p.Title != want.title || p.Text != want.text {
			t.Errorf("%d: got %q, %q; want %q, %q", i+1, p.Title, p.Text, want.title, want.text)
		}
	}
}

// TestSharedFaults reads the shared cases of broken values, where they are.
func TestSharedFaults(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "..", "shared", "cases")
	for name, check := range map[string]func(crawler.Page) bool{
		"json-authors.json": func(p crawler.Page) bool {
			return len(p.Posts) == 2 && p.Posts[0].Author.Name == "Ana" && p.Posts[1].Title == "Brewline title object"
		},
		"control-reference.xml": func(p crawler.Page) bool {
			return len(p.Posts) == 2 && p.Posts[1].Text == "x y"
		},
		"space-before-bom.xml":           func(p crawler.Page) bool { return len(p.Posts) == 1 && p.Posts[0].Title == "Brewline café" },
		"comment-before-declaration.xml": func(p crawler.Page) bool { return p.Posts[0].Title == "Кофе Brewline подорожал" },
		"atom-cdata.xml": func(p crawler.Page) bool {
			titles, texts := "", ""
			for _, post := range p.Posts {
				titles += post.Title + "|"
				texts += post.Text + "|"
			}
			return titles == "Brewline open letter|Brewline <3 & tea|Use <b> with Brewline|Brewline and tea|Brewline prefixed markup|" &&
				texts == "Brewline body|Brewline body two|1 < 2 & Brewline|First Brewline.\n\nSecond.|First Brewline.\n\nSecond.|"
		},
	} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if page := parsed(t, string(data)); !check(page) {
			t.Errorf("%s: %+v", name, page)
		}
	}
}

// TestMisplacedTags: a tag that is missing or alone costs its own element.
func TestMisplacedTags(t *testing.T) {
	item := func(n string) string {
		return "<item><title>" + n + "</title><link>https://roastery.example/" + n + "</link><pubDate>Mon, 04 May 2026 10:00:00 +0000</pubDate><description>1 < 2</description></item>\n"
	}
	for name, middle := range map[string]string{
		"an end missing":       strings.Replace(item("2"), "</title>", "", 1),
		"a start missing":      strings.Replace(item("2"), "<pubDate>", "", 1),
		"the item's end":       strings.Replace(item("2"), "</item>", "", 1),
		"the item's beginning": strings.Replace(item("2"), "<item>", "", 1),
		"a stray bracket":      strings.Replace(item("2"), "<title>", "<title>a < b ", 1),
	} {
		page := parsed(t, `<rss version="2.0"><channel><managingEditor>a < b</managingEditor><title>x</title>`+"\n"+item("1")+middle+item("3")+`</channel></rss>`)
		got := map[string]string{}
		for _, p := range page.Posts {
			got[p.Title] = p.Text
		}
		if got["1"] != "1 < 2" || got["3"] != "1 < 2" || page.Cut {
			t.Errorf("%s: got %v, skipped %v, unread %v", name, got, page.Skipped, page.Unread)
		}
		if len(page.Unread) == 0 && name != "a stray bracket" {
			t.Errorf("%s: nothing is named", name)
		}
	}
}

// TestTooManyEntries reads the first of a feed's million empty entries, and says once that there are more.
func TestTooManyEntries(t *testing.T) {
	const millionth = 1_000_000
	one := `<item><guid>urn:one</guid><title>One</title></item>`
	page := parsed(t, `<rss version="2.0"><channel>`+one+strings.Repeat("<item/>", millionth)+`</channel></rss>`)
	if len(page.Posts) != 1 || len(page.Skipped) > 20_001 || !strings.Contains(page.Skipped[0].Err.Error(), "after the first 20000 are not read") {
		t.Errorf("%d posts, %d skipped, first %v", len(page.Posts), len(page.Skipped), page.Skipped[:min(1, len(page.Skipped))])
	}
	page = parsed(t, `{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"One"}`+strings.Repeat(",{}", millionth)+`]}`)
	if len(page.Posts) != 1 || len(page.Skipped) > 50_000 || len(page.Unread) != 1 || !strings.Contains(page.Unread[0].Err.Error(), "more than 50000 elements") {
		t.Errorf("%d posts, %d skipped, unread %v", len(page.Posts), len(page.Skipped), page.Unread)
	}
}

// TestLongTags: an entry with a tag of megabytes is left out, and the others are read; in the
// head of a feed it breaks it.
func TestLongTags(t *testing.T) {
	long := strings.Repeat(`a="b" `, 200_000)
	item := func(id, attributes string) string {
		return "<item><guid>urn:" + id + "</guid><link>https://news.example/" + id + "</link><description " + attributes + ">coffee " + id + "</description></item>"
	}
	page := parsed(t, `<rss version="2.0"><channel>`+item("1", "")+item("2", long)+item("3", "")+"</channel></rss>")
	if len(page.Posts) != 2 || len(page.Skipped) != 1 || !strings.Contains(page.Skipped[0].Err.Error(), "a tag has more than") {
		t.Errorf("%d posts, skipped %v", len(page.Posts), page.Skipped)
	}
	if _, err := parse([]byte("<rss "+long+"><channel>"+item("1", "")+"</channel></rss>"), "application/rss+xml"); social.CodeOf(err) != social.CodeBroken {
		t.Errorf("a long tag at the head: %v", err)
	}
}
