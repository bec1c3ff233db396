package figure_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/google/go-cmp/cmp"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/storagetest"
)

// TestGalleryFoldsFamilies: pictures of one family are one, named by its first post, and
// what nothing is known of is itself.
func TestGalleryFoldsFamilies(t *testing.T) {
	s := storagetest.Open(t)
	sha := func(letter string) string { return strings.Repeat(letter, 64) }
	post := func(id, platform, url, alt string, after time.Duration) social.Entry {
		e := storagetest.Entry(id, "Northwind")
		e.Post.Platform, e.Post.CreatedAt = platform, storagetest.Noon.Add(after)
		e.Post.Images = []social.Image{{URL: url, Alt: alt}}
		return e
	}
	media := func(url, sha, ocr, reader string) social.Media {
		return social.Media{URL: url, State: social.MediaReady, SHA256: sha, OCR: ocr, OCRReader: reader, FetchedAt: storagetest.Noon}
	}
	described := media("u2", sha("b"), "TOTAL 12", "r")
	described.Description = social.Description{Objects: []string{"spoon", "kettle"}, Scene: "Kitchen"}
	if err := s.WriteMedia(t.Context(), []social.Media{media("u1", sha("a"), "", "r"), described, media("u3", sha("c"), "", "")}); err != nil {
		t.Fatal(err)
	}
	storagetest.Write(t, s, post("1", "mastodon", "u1", "a cup", 0), post("2", "reddit", "u2", "", time.Hour), post("3", "reddit", "u3", "", 2*time.Hour), post("4", "reddit", "u4", "", 3*time.Hour))
	if err := s.WriteFamilies(t.Context(), []social.PictureFamily{{SHA256: sha("a"), Family: sha("a"), Version: 1}, {SHA256: sha("b"), Family: sha("a"), Version: 1}}); err != nil {
		t.Fatal(err)
	}
	type row struct {
		Name, URL       string
		Posts, Pictures int64
		Platforms       string
	}
	folded := row{sha("a"), "u1", 2, 2, "mastodon reddit"}
	second := row{sha("a"), "u2", 1, 1, "reddit"}
	alone, unknown := row{sha("c"), "u3", 1, 1, "reddit"}, row{"", "u4", 1, 1, "reddit"}
	for name, c := range map[string]struct {
		ask  social.GalleryAsk
		want []row
	}{
		"all":         {social.GalleryAsk{}, []row{unknown, alone, folded}},
		"with text":   {social.GalleryAsk{Having: social.HavingText}, []row{second}},
		"no alt text": {social.GalleryAsk{Having: social.HavingNoAlt}, []row{unknown, alone, second}},
		"unread":      {social.GalleryAsk{Having: social.HavingUnread}, []row{unknown, alone}},
		"by words":    {social.GalleryAsk{Find: query.MustParse("total 12")}, []row{second}},
		"by where":    {social.GalleryAsk{Find: query.MustParse("ocr:total OR alt:total")}, []row{second}},
		"without":     {social.GalleryAsk{Find: query.MustParse("(cup OR total) NOT ocr:12")}, []row{{sha("a"), "u1", 1, 1, "mastodon"}}},
		"object":      {social.GalleryAsk{Object: "Kettle"}, []row{second}},
		"scene":       {social.GalleryAsk{Scene: "kitchen", Having: social.HavingText}, []row{second}},
		"no scene":    {social.GalleryAsk{Scene: "street"}, nil},
		"by alt text": {social.GalleryAsk{Find: query.MustParse("CUP")}, []row{{sha("a"), "u1", 1, 1, "mastodon"}}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []row
			for {
				c.ask.Limit = 1
				page, err := s.Gallery(t.Context(), social.Filter{Brand: "Northwind"}, c.ask)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range page.Families {
					got = append(got, row{f.Name, f.URL, f.Posts, f.Pictures, strings.Join(f.Platforms, " ")})
				}
				if c.ask.After = page.Next; page.Next == "" {
					break
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
	page, err := s.Family(t.Context(), sha("b"))
	if err != nil || page.Name != sha("a") || len(page.Pictures) != 2 || len(page.Posts) != 2 || page.Posts[0].Post.ID != "1" {
		t.Errorf("the family is %+v, %v", page, err)
	}
	if _, err := s.Family(t.Context(), sha("f")); social.CodeOf(err) != social.CodeNotFound {
		t.Errorf("a picture that is not there: %v", err)
	}
	if _, err := s.Gallery(t.Context(), social.Filter{}, social.GalleryAsk{After: "x"}); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("a place that is none: %v", err)
	}
}

// TestGalleryReadsNoMoreOfALargeStore: what a page reads is what it is made of, and not the
// pictures of all posts; walking through all pages shows each family once.
func TestGalleryReadsNoMoreOfALargeStore(t *testing.T) {
	dsn := storagetest.DSN(t)
	s := storagetest.OpenAt(t, dsn)
	conn := storagetest.Connect(t, dsn)
	const posts = 120_000
	ctx := clickhouse.Context(t.Context(), clickhouse.WithSettings(clickhouse.Settings{"max_partitions_per_insert_block": 0}))
	at := "toDateTime64('2026-01-01 00:00:00', 6, 'UTC') + number * 120 AS created_at"
	url := "concat('https://pictures.example/', if(number >= 119900 AND number < 119920 AND number % 4 = 0, 'shared', hex(sipHash64(number))))" // by five new ones
	sha := "lower(concat(hex(sipHash128(number)), hex(sipHash128(number, 1))))"
	for _, statement := range []string{
		"INSERT INTO mentions (brand, day, platform, id, created_at, version) SELECT 'Northwind', toDate(created_at), 'feed', toString(number), " + at + ", 1 FROM numbers(120000)",
		"INSERT INTO posts (platform, id, version, created_at, images.url, images.alt) SELECT 'feed', toString(number), 1, " + at + ", [" + url + "], ['a cup'] FROM numbers(120000)",
		"INSERT INTO media (url, version, state, sha256, ocr, caption) SELECT " + url + ", 1, 'ready', " + sha + ", repeat('TOTAL 12 ', 20), repeat('A cup on a table. ', 20) FROM numbers(120000)",
		"INSERT INTO picture_families (sha256, family, version, deleted) SELECT " + sha + ", " + sha + ", 1, 0 FROM numbers(120000)",
	} {
		if err := conn.Exec(ctx, statement); err != nil {
			t.Fatal(err)
		}
	}
	var mu sync.Mutex
	var rows, bytes int64
	s.Observe(func(c database.Cost) { // statements end side by side
		mu.Lock()
		defer mu.Unlock()
		rows, bytes = rows+c.Rows, bytes+c.Bytes
		t.Logf("%s: %d rows, %.1f MB", c.Query, c.Rows, float64(c.Bytes)/1e6)
	})
	ask := social.GalleryAsk{Limit: 30}
	page, err := s.Gallery(t.Context(), social.Filter{Brand: "Northwind"}, ask)
	if err != nil || len(page.Families) != 30 || page.Looked != 30 || page.Next == "" {
		t.Fatalf("%d families of %d posts, next %q, %v", len(page.Families), page.Looked, page.Next, err)
	}
	t.Logf("a page of 30 of %d pictures reads %d rows, %.1f MB", posts, rows, float64(bytes)/1e6)
	ofPage, read := rows, rows
	rising := social.Filter{Brand: "Northwind", From: storagetest.Noon.AddDate(0, -2, 0), To: storagetest.Noon.AddDate(0, 8, 0)}
	if page, err = s.Gallery(t.Context(), rising, social.GalleryAsk{Rising: true}); err != nil || !page.More || page.Looked != 5000 {
		t.Fatalf("looked through %d posts, more %t, %v", page.Looked, page.More, err)
	}
	if read = rows - read; read > 400_000 { // two narrow columns of a granule of two tables for each of 5,000 pictures at most
		t.Errorf("what rises reads %d rows", read)
	}
	t.Logf("what rises reads %d rows", read)
	var counted int64
	s.Observe(func(database.Cost) {})
	for page := (social.GalleryPage{Next: ""}); ; { // all of them once, as a file has them
		ask.Limit = 500
		if page, err = s.Gallery(t.Context(), social.Filter{Brand: "Northwind", From: storagetest.Noon.AddDate(0, 0, -1), To: storagetest.Noon}, ask); err != nil {
			t.Fatal(err)
		}
		counted += int64(len(page.Families))
		if ask.After = page.Next; page.Next == "" {
			break
		}
	}
	if counted != 720 {
		t.Errorf("a day has %d families, want 720", counted)
	}
	if ofPage > 100_000 { // of 480,000, and of ten times as many the same
		t.Errorf("a page reads %d rows", ofPage)
	}
}
