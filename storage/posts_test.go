package storage_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// noon, entry and write are the fixtures of storagetest, by short names.
var noon = storagetest.Noon

func entry(id string, brands ...string) social.Entry { return storagetest.Entry(id, brands...) }

func write(t *testing.T, s *storage.Store, entries ...social.Entry) social.Written {
	t.Helper()
	return storagetest.Write(t, s, entries...)
}

func TestPostRoundTrip(t *testing.T) {
	s := storagetest.Open(t)
	want := entry("1", "Northwind")
	if w := write(t, s, want); w != (social.Written{New: 1}) {
		t.Errorf("first write = %+v", w)
	}
	if w := write(t, s, want); w != (social.Written{Unchanged: 1}) {
		t.Errorf("second write = %+v", w)
	}
	got, err := s.Post(t.Context(), want.Post.Key())
	if err != nil {
		t.Fatal(err)
	}
	media := []social.Media{
		{URL: "https://example.social/1.jpg", State: social.MediaPending},
		{URL: "https://example.social/2.jpg", State: social.MediaPending},
	}
	if diff := cmp.Diff(social.StoredPost{Post: want.Post, Analysis: want.Analysis, Media: media}, got); diff != "" {
		t.Errorf("post changed (-want +got):\n%s", diff)
	}
	_, err = s.Post(t.Context(), social.Key{Platform: "mastodon", ID: "2"})
	if social.CodeOf(err) != social.CodeNotFound {
		t.Errorf("error for an unknown post = %v", err)
	}
}

func TestOlderStateChangesNothing(t *testing.T) {
	s := storagetest.Open(t)
	newer := entry("1", "Northwind")
	older := entry("1", "Contoso")
	older.Post.Text = "before"
	older.Post.FetchedAt = newer.Post.FetchedAt.Add(-time.Minute)
	older.Post.CreatedAt = newer.Post.CreatedAt.AddDate(0, 0, -3)
	write(t, s, newer)
	if w := write(t, s, older); w != (social.Written{Stale: 1}) {
		t.Errorf("older write = %+v", w)
	}
	if w := write(t, s, older, newer, older); w != (social.Written{Unchanged: 1, Stale: 2}) {
		t.Errorf("mixed write = %+v", w)
	}
	got, err := s.Post(t.Context(), newer.Post.Key())
	if err != nil {
		t.Fatal(err)
	}
	if got.Post.Text != newer.Post.Text {
		t.Errorf("text = %q", got.Post.Text)
	}
	facets, err := s.Facets(t.Context(), social.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]social.Facet{{Value: "Northwind", Mentions: 1}}, facets.Brands); diff != "" {
		t.Errorf("brands (-want +got):\n%s", diff)
	}
}

func TestHostileText(t *testing.T) {
	s := storagetest.Open(t)
	texts := map[string]string{
		"nul":            "a\x00b\x00",
		"invalid utf-8":  "\xff\xfe\xc3(",
		"quotes":         `'"` + "`" + `\'); DROP TABLE posts; --`,
		"escapes":        "\\N\t\n\r\\0 {brand:String} ?",
		"empty":          "",
		"a mebibyte":     strings.Repeat("語", 1<<20/3),
		"four-byte rune": "☕🧋\U0010ffff",
	}
	var entries []social.Entry
	for name, text := range texts {
		e := entry(name+text[:min(len(text), 20)], "Brand "+text[:min(len(text), 20)])
		short := text[:min(len(text), 1000)]
		e.Post.Text, e.Post.Title, e.Post.Author.Handle = text, short, short
		e.Post.Images[0].Alt = short
		e.Post.Tags, e.Analysis.Keywords = []string{short}, []string{short}
		entries = append(entries, e)
	}
	write(t, s, entries...)
	for _, want := range entries {
		got, err := s.Post(t.Context(), want.Post.Key())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.Post, got.Post); diff != "" {
			t.Errorf("%.20q changed", want.Post.Text)
		}
		brand := want.Analysis.Brands[0]
		page, err := s.Posts(t.Context(), social.Filter{Brand: brand, Platforms: []string{"mastodon", brand}}, social.NewestFirst, 10, "")
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Posts) != 1 || page.Posts[0].Post.ID != want.Post.ID {
			t.Errorf("brand %q finds %d posts", brand, len(page.Posts))
		}
	}
	if _, err := s.Terms(t.Context(), social.Filter{}, 100); err != nil {
		t.Error(err)
	}
}

func TestRefusedEntriesLeaveTheOthers(t *testing.T) {
	tests := map[string]func(*social.Post){
		"no platform":         func(p *social.Post) { p.Platform = "" },
		"no id":               func(p *social.Post) { p.ID = "" },
		"endless id":          func(p *social.Post) { p.ID = strings.Repeat("x", 5000) },
		"no date":             func(p *social.Post) { p.CreatedAt = time.Time{} },
		"date before all":     func(p *social.Post) { p.CreatedAt = time.Unix(-1, 0) },
		"date beyond all":     func(p *social.Post) { p.CreatedAt = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) },
		"edited beyond all":   func(p *social.Post) { p.EditedAt = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC) },
		"never fetched":       func(p *social.Post) { p.FetchedAt = time.Time{} },
		"negative likes":      func(p *social.Post) { p.Engagement.Likes = social.Count(-1) },
		"absurdly many views": func(p *social.Post) { p.Engagement.Views = social.Count(1 << 62) },
	}
	s := storagetest.Open(t)
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			good, bad := entry("good "+name, "Northwind"), entry("bad "+name, "Northwind")
			spoil(&bad.Post)
			w, err := s.Write(t.Context(), []social.Entry{bad, good})
			if social.CodeOf(err) != social.CodeInvalid || !strings.Contains(err.Error(), "entry 0") {
				t.Errorf("error = %v", err)
			}
			if w != (social.Written{New: 1}) {
				t.Errorf("written = %+v", w)
			}
			if _, err := s.Post(t.Context(), good.Post.Key()); err != nil {
				t.Error(err)
			}
		})
	}
}
