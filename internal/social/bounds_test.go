package social_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

func TestBound(t *testing.T) {
	long := strings.Repeat("ä", social.MaxText)
	urls := make([]string, 50_000)
	images := make([]social.Image, len(urls))
	for i := range urls {
		urls[i] = "https://a.example/" + strings.Repeat("x", i%64)
		images[i] = social.Image{URL: urls[i]}
	}
	p := social.Post{
		Platform: "feed", ID: "1", URL: long, Title: long, Text: "a" + long, Language: long, ParentID: long, ThreadID: long, RepostOf: long,
		Author: social.Author{Handle: long, Name: long, URL: long}, Address: long, ReadURL: long, Via: social.Repost{ID: long},
		Tags: append([]string{long}, urls...), Links: append([]string{long}, urls...),
		Images: append([]social.Image{{URL: long}, {URL: "https://a.example/alt", Alt: long}}, images...),
	}
	cut, err := p.Bound()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"its text of 2097153 bytes is cut to 1048575", "its address of 2097152 bytes is left out", "tags are left out", "links are left out", "images are left out"} {
		if !strings.Contains(cut, want) {
			t.Errorf("%q does not say %q", cut, want)
		}
	}
	if len(p.Text) != social.MaxText-1 || !strings.HasSuffix(p.Text, "ä") || len(p.Images) != social.MaxImages || len(p.Tags) != social.MaxTags {
		t.Errorf("text of %d bytes, %d images, %d tags", len(p.Text), len(p.Images), len(p.Tags))
	}
	again := p
	if cut, err := again.Bound(); cut != "" || err != nil {
		t.Errorf("bounded twice: %q, %v", cut, err)
	}
	if diff := cmp.Diff(p, again); diff != "" {
		t.Error(diff)
	}
}

func TestBoundRefusesLongPlatforms(t *testing.T) {
	p := social.Post{Platform: strings.Repeat("x", social.MaxID+1), ID: "1"}
	if _, err := p.Bound(); social.CodeOf(err) != social.CodeInvalid || len(err.Error()) > 300 {
		t.Errorf("%v", err)
	}
}

// TestLongIdentifiersAreHashed: a post is known by the same hash each time, alone, and its replies
// find it.
func TestLongIdentifiersAreHashed(t *testing.T) {
	long := strings.Repeat("x", social.MaxID)
	seen := map[string]bool{}
	for _, id := range []string{"1", long, long + "a", long + "b", long + "ab"} {
		p := social.Post{Platform: "feed", ID: id, Text: "words"}
		cut, err := p.Bound()
		if cut != "" || err != nil || len(p.ID) > social.MaxID || seen[p.ID] || len(id) <= social.MaxID && p.ID != id {
			t.Errorf("an identifier of %d bytes becomes %.80q, %q, %v", len(id), p.ID, cut, err)
		}
		seen[p.ID] = true
		reply := social.Post{Platform: "feed", ID: "reply to " + id[:1], ParentID: id, ThreadID: id, RepostOf: id}
		if _, err := reply.Bound(); err != nil || reply.ParentID != p.ID || reply.ThreadID != p.ID || reply.RepostOf != p.ID {
			t.Errorf("replies to it do not find it: %.80q, %v", reply.ParentID, err)
		}
		again := p
		if _, err := again.Bound(); err != nil || again.ID != p.ID {
			t.Errorf("bounded twice it is %.80q, %v", again.ID, err)
		}
	}
	// The hash is a promise to every store that there is.
	const want = "sha256-of-long-id:b87f089d3c093344f0f51466ad9dbc6d3856fe855c7773ebdb1ddf3930f98a5c"
	if got := social.BoundID(strings.Repeat("ä", social.MaxID)); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestBoundLeavesOrdinaryPosts(t *testing.T) {
	p := social.Post{Platform: "feed", ID: "1", Text: strings.Repeat("x", 300<<10), Links: []string{strings.Repeat("l", 4000)}, Images: []social.Image{{URL: "https://a.example/1"}}}
	was := p
	if cut, err := p.Bound(); cut != "" || err != nil {
		t.Errorf("%q, %v", cut, err)
	}
	if diff := cmp.Diff(was, p); diff != "" {
		t.Error(diff)
	}
}
