package feed_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// addresses are the identities and links of posts.
func addresses(t *testing.T, body string) []string {
	t.Helper()
	var list []string
	for _, p := range parsed(t, body).Posts {
		list = append(list, p.ID+" "+p.URL)
	}
	return list
}

// TestNothingToTellItBy keeps entries without guid and link, and tells them by what
// they say and when; in another order they are the same.
func TestNothingToTellItBy(t *testing.T) {
	const (
		one   = `<item><title>Closed today</title><pubDate>Mon, 04 May 2026 10:00:00 GMT</pubDate><description>a pipe</description></item>`
		two   = `<item><title>Closed today</title><pubDate>Tue, 05 May 2026 10:00:00 GMT</pubDate><description>a pipe</description></item>`
		three = `<item><description>words alone</description></item>`
		home  = `<item><title>At the home page</title><link>https://roastery.example/</link></item>`
		other = `<item><title>There as well</title><link>https://roastery.example/</link></item>`
	)
	rss := func(items string) string { return `<rss version="2.0"><channel>` + items + `</channel></rss>` }
	forth, back := addresses(t, rss(one+two+three+home+other+one+`<item/>`)), addresses(t, rss(other+home+three+two+one))
	if len(forth) != 5 || len(back) != 5 {
		t.Fatalf("%q and %q", forth, back)
	}
	for i := range forth {
		if forth[i] != back[len(back)-1-i] {
			t.Errorf("%s becomes %s", forth[i], back[len(back)-1-i])
		}
	}
}

// TestOtherLinks finds where an entry is that names no page.
func TestOtherLinks(t *testing.T) {
	got := addresses(t, `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x</id>
		<entry><id>https://roastery.example/1</id></entry>
		<entry><id>urn:2</id><link rel="self" href="/2"/></entry>
		<entry><id>urn:3</id><link rel="enclosure" type="audio/mpeg" href="/3.mp3"/></entry>
		<entry><id>urn:4</id><link rel="edit" href="/edit"/><link rel="http://www.iana.org/assignments/relation/alternate" href="/4"/></entry></feed>`)
	got = append(got, addresses(t, `<rss version="2.0"><channel>
		<item><title>An episode</title><enclosure url="/5.mp3" type="audio/mpeg" length="1"/></item>
		<item><guid isPermaLink="false">six</guid><link>www.beans.example/6</link></item>
		<item><guid isPermaLink="false">seven</guid><link>feed://beans.example/7</link></item></channel></rss>`)...)
	want := []string{
		"https://roastery.example/1 https://roastery.example/1", "urn:2 https://roastery.example/2", "urn:3 https://roastery.example/3.mp3", "urn:4 https://roastery.example/4",
		"https://roastery.example/5.mp3 https://roastery.example/5.mp3",
		"https://roastery.example/feed#six https://www.beans.example/6", "https://roastery.example/feed#seven http://beans.example/7",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestValuesOfOtherNames reads titles, dates and authors from where else feeds have
// them.
func TestValuesOfOtherNames(t *testing.T) {
	var got []string
	for _, body := range []string{
		`<feed xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><id>urn:x</id><entry><id>urn:1</id><media:title>Cups</media:title><dc:date>2026-05-04T10:00:00Z</dc:date></entry></feed>`,
		`<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:media="http://search.yahoo.com/mrss/"><channel>
			<item><guid>1</guid><itunes:title>Beans</itunes:title><itunes:subtitle>of May</itunes:subtitle><pubDate>46146.4375</pubDate><author><name>Ana</name></author></item>
			<item><guid>2</guid><media:title>Mugs</media:title><pubDate>/Date(1777888800000)/</pubDate></item></channel></rss>`,
	} {
		for _, p := range parsed(t, body).Posts {
			got = append(got, fmt.Sprintf("%s|%s|%s|%s", p.Title, p.Text, p.Author.Name, p.CreatedAt.Format("01-02 15:04")))
		}
	}
	want := []string{"Cups|||05-04 10:00", "Beans|of May|Ana|05-04 10:30", "Mugs|||05-04 10:00"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestBrokenDocuments reads what is whole of documents that are not.
func TestBrokenDocuments(t *testing.T) {
	const item = `{"id":"%d","url":"https://roastery.example/%d","title":"Cup %d"}`
	one, two := fmt.Sprintf(item, 1, 1, 1), fmt.Sprintf(item, 2, 2, 2)
	for name, tc := range map[string]struct {
		body           string
		posts, skipped int
	}{
		"warnings before it":   {"<br />\n<b>Warning</b>: in line 3<br />\n" + `<?xml version="1.0"?><rss><channel><item><guid>1</guid><title>One</title></item></channel></rss>`, 1, 0},
		"words before it":      {`hello <feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id><title>One</title></entry></feed>`, 1, 0},
		"JSON that is cut off": {`{"version":"https://jsonfeed.org/version/1.1","items":[` + one + "," + two + `,{"id":"3","ur`, 2, 1},
		"JSON with a remark":   {`{"items":[` + one + "," + two + "]}<!-- made in 3 ms -->", 2, 1},
		"a list with gaps":     {`{"items":{"1":` + one + `,"3":` + two + `}}`, 2, 0},
	} {
		page := parsed(t, tc.body)
		if len(page.Posts) != tc.posts || len(page.Skipped) != tc.skipped || page.Cut != (tc.skipped > 0) {
			t.Errorf("%s: %d posts, skipped %v, cut %v", name, len(page.Posts), page.Skipped, page.Cut)
		}
	}
}

// TestFullest takes the later of two states of an entry, and the text that is not
// cut short.
func TestFullest(t *testing.T) {
	page := parsed(t, `<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
		<item><guid>1</guid><link>https://roastery.example/1</link><title>Closed</title><pubDate>Mon, 04 May 2026 10:00:00 GMT</pubDate><description>a pipe</description></item>
		<item><guid>1</guid><link>https://roastery.example/1</link><title>Closed</title><pubDate>Mon, 04 May 2026 12:00:00 GMT</pubDate><description>a pipe burst</description></item>
		<item><guid>2</guid><title>Cups</title><date>2026-05-04</date><content:encoded>&lt;p&gt;…&lt;/p&gt;</content:encoded><description>All of our cups are back from the kiln.</description></item></channel></rss>`)
	if len(page.Posts) != 2 || page.Posts[0].Text != "a pipe burst" || page.Posts[0].Merged.Duplicates != 1 || page.Posts[1].Text != "All of our cups are back from the kiln." || page.Posts[1].CreatedAt.IsZero() {
		t.Errorf("got %+v", page.Posts)
	}
}
