package sample

import (
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"earshot/internal/social"
)

// wireStatus is what a client reads of a status, written down apart from the
// server's own type.
type wireStatus struct {
	ID          string    `json:"id"`
	URI         string    `json:"uri"`
	URL         string    `json:"url"`
	Content     string    `json:"content"`
	Language    string    `json:"language"`
	CreatedAt   time.Time `json:"created_at"`
	EditedAt    time.Time `json:"edited_at"`
	Replies     int64     `json:"replies_count"`
	Reblogs     int64     `json:"reblogs_count"`
	Favourites  int64     `json:"favourites_count"`
	Account     struct{ Acct, URL, Display_Name string }
	Tags        []struct{ Name string }
	Attachments []struct {
		Type, URL   string
		Description *string
		Meta        struct{ Original struct{ Width, Height int } }
	} `json:"media_attachments"`
}

var (
	markup  = regexp.MustCompile(`<[^>]*>`)
	anchors = regexp.MustCompile(`<a href="([^"]*)" target`)
	next    = regexp.MustCompile(`<([^>]*)>; rel="next"`)
)

func (w wireStatus) post(base string) social.Post {
	text := strings.ReplaceAll(strings.TrimSuffix(w.Content, "</p>"), "</p><p>", "\n\n")
	p := social.Post{
		Platform: "mastodon", ID: w.URI, URL: w.URL, Language: w.Language, CreatedAt: w.CreatedAt, EditedAt: w.EditedAt,
		Text:       html.UnescapeString(markup.ReplaceAllString(text, "")),
		Author:     social.Author{Handle: w.Account.Acct, Name: w.Account.Display_Name, URL: w.Account.URL},
		Engagement: social.Engagement{Likes: &w.Favourites, Shares: &w.Reblogs, Comments: &w.Replies},
	}
	if !strings.Contains(p.Author.Handle, "@") {
		p.Author.Handle += "@" + strings.TrimPrefix(base, "http://")
	}
	for _, link := range anchors.FindAllStringSubmatch(w.Content, -1) {
		p.Links = append(p.Links, link[1])
	}
	for _, tag := range w.Tags {
		p.Tags = append(p.Tags, tag.Name)
	}
	for _, a := range w.Attachments {
		image := social.Image{URL: a.URL, Width: a.Meta.Original.Width, Height: a.Meta.Original.Height}
		if a.Description != nil {
			image.Alt = *a.Description
		}
		p.Images = append(p.Images, image)
	}
	return p
}

// readTimeline follows the Link header to the end; every status must come once.
func readTimeline(t *testing.T, address string) []wireStatus {
	t.Helper()
	var all []wireStatus
	seen := make(map[string]bool)
	for address != "" {
		resp, body := get(t, address)
		if resp.StatusCode != http.StatusOK || resp.Header.Get("X-RateLimit-Remaining") == "" {
			t.Fatalf("%s: status %d, headers %v", address, resp.StatusCode, resp.Header)
		}
		var page []wireStatus
		if err := json.Unmarshal(body, &page); err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		for _, s := range page {
			if seen[s.ID] {
				t.Fatalf("%s shows status %s again", address, s.ID)
			}
			seen[s.ID] = true
		}
		all = append(all, page...)
		address = ""
		if m := next.FindStringSubmatch(resp.Header.Get("Link")); m != nil {
			address = m[1]
		}
	}
	return all
}

func TestMastodonServesTheTruth(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: .3})
	shared := make(map[string]int)
	for _, src := range s.Sources() {
		if src.Platform != "mastodon" {
			continue
		}
		got := make(map[string]social.Post)
		for _, tag := range src.Tags {
			for _, w := range readTimeline(t, src.BaseURL+"/api/v1/timelines/tag/"+url.PathEscape(tag)+"?limit=40") {
				got[w.URI] = w.post(src.BaseURL)
			}
		}
		for _, acct := range src.Accounts {
			_, body := get(t, src.BaseURL+"/api/v1/accounts/lookup?acct="+acct)
			var account struct{ ID string }
			if err := json.Unmarshal(body, &account); err != nil || account.ID == "" {
				t.Fatalf("lookup of %s: %v: %s", acct, err, body)
			}
			own := readTimeline(t, src.BaseURL+"/api/v1/accounts/"+account.ID+"/statuses?limit=40")
			if len(own) == 0 {
				t.Errorf("%s has no status of its own", acct)
			}
			for _, w := range own {
				got[w.URI] = w.post(src.BaseURL)
			}
		}
		want := make(map[string]social.Post)
		for _, p := range s.Expected(src.Name) {
			p.Source, p.Keep = "", ""
			want[p.ID] = p
			shared[p.ID]++
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s: truth and wire differ: %.1500s", src.Name, diff)
		}
	}
	both := 0
	for _, servers := range shared {
		if servers == 2 {
			both++
		}
	}
	if both == 0 || both == len(shared) {
		t.Errorf("%d of %d posts are on both servers", both, len(shared))
	}
}

func TestMastodonPaging(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: .1})
	timeline := s.bases[brewSocial] + "/api/v1/timelines/tag/coffee?limit=5"
	read := func(query string) (ids []string) {
		_, body := get(t, timeline+query)
		var page []wireStatus
		if err := json.Unmarshal(body, &page); err != nil {
			t.Fatal(err)
		}
		for _, w := range page {
			ids = append(ids, w.ID)
		}
		return ids
	}
	newest := read("")
	older := read("&max_id=" + newest[4])
	tests := []struct {
		name, query string
		want        []string
	}{
		{"since_id is the newest of what is newer", "&since_id=" + older[4], newest},
		{"min_id is the oldest of what is newer", "&min_id=" + older[4], append([]string{newest[4]}, older[:4]...)},
		{"both bounds", "&max_id=" + newest[1] + "&since_id=" + newest[4], newest[2:4]},
		{"nothing newer", "&since_id=" + newest[0], nil},
		{"nothing older", "&max_id=1", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, read(test.query)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMastodonRefuses(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: .05})
	for path, want := range map[string]int{
		"/api/v1/timelines/public":             http.StatusUnauthorized,
		"/api/v1/accounts/lookup?acct=nobody":  http.StatusNotFound,
		"/api/v1/accounts/77/statuses":         http.StatusNotFound,
		"/api/v1/statuses/1":                   http.StatusNotFound,
		"/api/v1/timelines/tag/nobodyusesthis": http.StatusOK,
	} {
		if resp, _ := get(t, s.bases[brewSocial]+path); resp.StatusCode != want {
			t.Errorf("%s: status %d, want %d", path, resp.StatusCode, want)
		}
	}
	var instance struct {
		Configuration struct {
			Access map[string]map[string]string `json:"timelines_access"`
		}
	}
	_, body := get(t, s.bases[brewSocial]+"/api/v2/instance")
	if err := json.Unmarshal(body, &instance); err != nil {
		t.Fatal(err)
	}
	if access := instance.Configuration.Access; access["hashtag_feeds"]["remote"] != "public" || access["live_feeds"]["local"] == "public" {
		t.Errorf("access %v", access)
	}
}
