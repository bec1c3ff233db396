package sample

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/text/encoding/simplifiedchinese"

	"earshot/internal/social"
)

type wireRSS struct {
	Channel struct {
		Language string `xml:"language"`
		Items    []struct {
			Title      string   `xml:"title"`
			Link       string   `xml:"link"`
			GUID       string   `xml:"guid"`
			PubDate    string   `xml:"pubDate"`
			Creator    string   `xml:"http://purl.org/dc/elements/1.1/ creator"`
			Categories []string `xml:"category"`
			Content    string   `xml:"http://purl.org/rss/1.0/modules/content/ encoded"`
			Enclosures []struct {
				URL  string `xml:"url,attr"`
				Type string `xml:"type,attr"`
			} `xml:"enclosure"`
		} `xml:"item"`
	} `xml:"channel"`
}

type wireAtom struct {
	Language string `xml:"lang,attr"`
	Links    []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
	} `xml:"link"`
	Entries []struct {
		ID        string    `xml:"id"`
		Title     string    `xml:"title"`
		Published time.Time `xml:"published"`
		Author    struct {
			Name string `xml:"name"`
		} `xml:"author"`
		Content string `xml:"content"`
		Link    struct {
			Href string `xml:"href,attr"`
		} `xml:"link"`
		Categories []struct {
			Term string `xml:"term,attr"`
		} `xml:"category"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

type wireJSONFeed struct {
	Version string
	Items   []struct {
		ID, URL, Title, Language string
		Content                  string    `json:"content_html"`
		Published                time.Time `json:"date_published"`
		Tags                     []string
		Authors                  []struct{ Name string }
	}
}

var pictures = regexp.MustCompile(`<p><img src="([^"]*)" alt="([^"]*)"></p>`)

// entry makes a post of an entry's HTML body.
func entry(p social.Post, content string) social.Post {
	for _, m := range pictures.FindAllStringSubmatch(content, -1) {
		p.Images = append(p.Images, social.Image{URL: m[1], Alt: html.UnescapeString(m[2])})
	}
	content = pictures.ReplaceAllString(content, "")
	var paragraphs []string
	for _, line := range strings.Split(content, "\n") {
		if line != "" {
			paragraphs = append(paragraphs, html.UnescapeString(markup.ReplaceAllString(line, "")))
		}
	}
	p.Platform, p.Text = "feed", strings.Join(paragraphs, "\n\n")
	return p
}

// readFeed reads a whole feed, its next pages too.
func readFeed(t *testing.T, src social.Source) []social.Post {
	t.Helper()
	var posts []social.Post
	for address := src.URLs[0]; address != ""; {
		resp, body := get(t, address)
		if resp.StatusCode != http.StatusOK {
			t.Fatalf("%s: status %d", address, resp.StatusCode)
		}
		address = ""
		switch kind := resp.Header.Get("Content-Type"); {
		case strings.Contains(kind, "json"):
			var feed wireJSONFeed
			if err := json.Unmarshal(body, &feed); err != nil {
				t.Fatal(err)
			}
			for _, i := range feed.Items {
				posts = append(posts, entry(social.Post{ID: i.ID, URL: i.URL, Title: i.Title, Language: i.Language, CreatedAt: i.Published, Tags: i.Tags, Author: social.Author{Name: i.Authors[0].Name}}, i.Content))
			}
		case strings.Contains(kind, "atom"):
			var feed wireAtom
			if err := xml.Unmarshal(body, &feed); err != nil {
				t.Fatal(err)
			}
			for _, e := range feed.Entries {
				p := social.Post{ID: e.ID, URL: e.Link.Href, Title: e.Title, Language: feed.Language, CreatedAt: e.Published, Author: social.Author{Name: e.Author.Name}}
				for _, c := range e.Categories {
					p.Tags = append(p.Tags, c.Term)
				}
				posts = append(posts, entry(p, e.Content))
			}
			for _, l := range feed.Links {
				if l.Rel == "next" {
					address = l.Href
				}
			}
		default:
			decoder := xml.NewDecoder(bytes.NewReader(body))
			decoder.CharsetReader = func(label string, in io.Reader) (io.Reader, error) {
				if label != "gb18030" {
					return nil, fmt.Errorf("unexpected charset %s", label)
				}
				return simplifiedchinese.GB18030.NewDecoder().Reader(in), nil
			}
			var feed wireRSS
			if err := decoder.Decode(&feed); err != nil {
				t.Fatal(err)
			}
			for _, i := range feed.Channel.Items {
				created, err := time.Parse(time.RFC1123Z, i.PubDate)
				if err != nil {
					t.Fatal(err)
				}
				p := social.Post{ID: i.GUID, URL: i.Link, Title: i.Title, Language: feed.Channel.Language, CreatedAt: created, Tags: i.Categories, Author: social.Author{Name: i.Creator}}
				for _, e := range i.Enclosures {
					p.Images = append(p.Images, social.Image{URL: e.URL})
				}
				posts = append(posts, entry(p, i.Content))
			}
		}
	}
	return posts
}

func TestFeedsServeTheTruth(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: .5})
	for _, src := range s.Sources() {
		if src.Platform != "feed" {
			continue
		}
		t.Run(src.Name, func(t *testing.T) {
			got := make(map[string]social.Post)
			read := readFeed(t, src)
			for i, p := range read {
				p.CreatedAt = p.CreatedAt.UTC()
				got[p.ID] = p
				if i > 0 && p.CreatedAt.After(read[i-1].CreatedAt) {
					t.Errorf("entry %d is newer than the one before it", i)
				}
			}
			if len(got) != len(read) || len(got) == 0 {
				t.Errorf("%d entries, %d of them distinct", len(read), len(got))
			}
			want := make(map[string]social.Post)
			for _, p := range s.Expected(src.Name) {
				p.Source, p.Keep = "", ""
				want[p.ID] = p
			}
			if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("truth and wire differ: %.1500s", diff)
			}
		})
	}
}

func TestFeedIsGB18030(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: .1})
	_, body := get(t, s.bases[kafeiRibao]+"/feed.xml")
	if !bytes.Contains(body, []byte(`encoding="gb18030"`)) || !bytes.Contains(body, []byte{0xBF, 0xA7, 0xB7, 0xC8}) {
		t.Error("the feed does not say 咖啡 in GB18030")
	}
}

func TestConditionalRequests(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: .1})
	for _, src := range s.Sources() {
		if src.Platform != "feed" {
			continue
		}
		address := src.URLs[0]
		first, _ := get(t, address)
		tag, modified := first.Header.Get("ETag"), first.Header.Get("Last-Modified")
		for _, header := range [][]string{{"If-None-Match", tag}, {"If-Modified-Since", modified}, {"If-None-Match", tag, "If-Modified-Since", modified}} {
			if again, body := get(t, address, header...); again.StatusCode != http.StatusNotModified || len(body) > 0 {
				t.Errorf("%s with %v: status %d and %d bytes, want 304", src.Name, header, again.StatusCode, len(body))
			}
		}
		if stale, _ := get(t, address, "If-None-Match", `"other"`, "If-Modified-Since", modified); stale.StatusCode != http.StatusOK {
			t.Errorf("%s: If-None-Match does not go first: status %d", src.Name, stale.StatusCode)
		}
	}
	address := s.bases[roastersWeekly] + "/feed.xml"
	first, _ := get(t, address)
	s.Publish(200)
	if again, _ := get(t, address, "If-None-Match", first.Header.Get("ETag")); again.StatusCode != http.StatusOK {
		t.Errorf("a feed with new entries answers %d", again.StatusCode)
	}
	if again, _ := get(t, address, "If-Modified-Since", first.Header.Get("Last-Modified")); again.StatusCode != http.StatusOK {
		t.Errorf("a feed modified since answers %d", again.StatusCode)
	}
}

func TestCompression(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: .1})
	address := s.bases[roastersWeekly] + "/feed.xml"
	resp, body := get(t, address, "Accept-Encoding", "gzip")
	if resp.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("not compressed: %v", resp.Header)
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	if _, plain := get(t, address, "Accept-Encoding", "identity"); !bytes.Equal(plain, unpacked) {
		t.Error("the compressed feed is another one")
	}
}
