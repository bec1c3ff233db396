package storage_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// batch makes n posts of a month that differ in what posts differ in.
func batch(from, n int) []social.Entry {
	entries := make([]social.Entry, n)
	for i := range entries {
		at := from + i
		e := entry(fmt.Sprintf("https://example.social/users/ana/statuses/%018d", at), "Northwind")
		e.Post.CreatedAt = noon.Add(time.Duration(at) * 7 * time.Second)
		e.Post.Author.Handle = fmt.Sprintf("author%d@example.social", at%997)
		e.Post.Text = fmt.Sprintf("the %d. cup of Northwind this week and it is still as good as the first, says everyone in the office", at)
		e.Post.Engagement.Likes = social.Count(int64(at % 50))
		entries[i] = e
	}
	return entries
}

const benchBatch = 5000

// BenchmarkWrite stores new posts; an operation is a batch of 5000.
func BenchmarkWrite(b *testing.B) {
	s := storagetest.Open(b)
	at := 0
	for b.Loop() {
		if _, err := s.Write(b.Context(), batch(at, benchBatch)); err != nil {
			b.Fatal(err)
		}
		at += benchBatch
	}
	b.ReportMetric(float64(at)/b.Elapsed().Seconds(), "posts/s")
}

// BenchmarkRewrite stores the same posts again and again, as re-crawls do.
func BenchmarkRewrite(b *testing.B) {
	s := storagetest.Open(b)
	posts := batch(0, benchBatch)
	n := 0
	for b.Loop() {
		for i := range posts {
			posts[i].Post.FetchedAt = posts[i].Post.FetchedAt.Add(time.Minute)
		}
		if _, err := s.Write(b.Context(), posts); err != nil {
			b.Fatal(err)
		}
		n += benchBatch
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "posts/s")
}

// BenchmarkBareInsert is what Write is measured against: the same text columns
// into one table without identity.
func BenchmarkBareInsert(b *testing.B) {
	dsn := storagetest.DSN(b)
	s, err := storage.Open(b.Context(), dsn, discard)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	conn := storagetest.Connect(b, dsn)
	if err := conn.Exec(b.Context(), `CREATE TABLE bare (platform LowCardinality(String), id String, url String, author String,
		text String, language LowCardinality(String), created_at DateTime64(6), label LowCardinality(String),
		negative Float32, neutral Float32, positive Float32, brands Array(LowCardinality(String)),
		likes Nullable(Int64), shares Nullable(Int64), comments Nullable(Int64), views Nullable(Int64),
		image_urls Array(String), image_alts Array(String), keywords Array(String)) ENGINE = MergeTree ORDER BY (platform, id)`); err != nil {
		b.Fatal(err)
	}
	at := 0
	for b.Loop() {
		insert, err := conn.PrepareBatch(b.Context(), "INSERT INTO bare")
		if err != nil {
			b.Fatal(err)
		}
		for _, e := range batch(at, benchBatch) {
			p, a := e.Post, e.Analysis
			if err := insert.Append(p.Platform, p.ID, p.URL, p.Author.Handle, p.Text, a.Language, p.CreatedAt, string(a.Sentiment.Label),
				a.Sentiment.Negative, a.Sentiment.Neutral, a.Sentiment.Positive, a.Brands,
				p.Engagement.Likes, p.Engagement.Shares, p.Engagement.Comments, p.Engagement.Views,
				[]string{p.Images[0].URL, p.Images[1].URL}, []string{p.Images[0].Alt, p.Images[1].Alt}, a.Keywords); err != nil {
				b.Fatal(err)
			}
		}
		if err := insert.Send(); err != nil {
			b.Fatal(err)
		}
		at += benchBatch
	}
	b.ReportMetric(float64(at)/b.Elapsed().Seconds(), "posts/s")
}

// benchStored is how many posts are searched through.
const benchStored = 100_000

// BenchmarkSearch counts the mentions a query matches, of posts none of which
// was searched before: a rare word, a common one, a phrase and a wildcard.
func BenchmarkSearch(b *testing.B) {
	s := storagetest.Open(b)
	for at := 0; at < benchStored; at += benchBatch {
		if _, err := s.Write(b.Context(), batch(at, benchBatch)); err != nil {
			b.Fatal(err)
		}
	}
	for name, expr := range map[string]string{
		"rare": "%d", "common": "northwind -%d", "phrase": `"cup of northwind" -%d`, "wildcard": "offic* -%d", "near": "cup NEAR/3 northwind -%d",
	} {
		b.Run(name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				n++
				f := social.Filter{Brand: "Northwind", Query: query.MustParse(fmt.Sprintf(expr, n))}
				if _, err := s.Figures(b.Context(), f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkQuestions asks what a page of figures asks, of two months of posts of
// three brands: each question alone, and all at once.
func BenchmarkQuestions(b *testing.B) {
	s := storagetest.Open(b)
	start := noon.AddDate(0, 0, -60)
	entries := batch(0, benchBatch)
	for i := range entries {
		e := &entries[i]
		e.Post.Platform = []string{"mastodon", "feed", "hackernews"}[i%3]
		e.Post.CreatedAt = start.Add(time.Duration(i) * 60 * 24 * time.Hour / benchBatch)
		e.Analysis.Brands = []string{[]string{"Northwind", "Contoso", "Tailspin"}[i%7%3]}
		e.Analysis.Keywords = []string{fmt.Sprint("term", i%40), fmt.Sprint("word", i%300)}
	}
	for part := range slices.Chunk(entries, 100) {
		if _, err := s.Write(b.Context(), part); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := s.RefreshTrends(b.Context()); err != nil {
		b.Fatal(err)
	}
	now := social.Filter{Brand: "Northwind", From: noon.AddDate(0, 0, -30), To: noon}
	before := now
	before.From, before.To = now.From.AddDate(0, 0, -30), now.From
	everyBrand := now
	everyBrand.Brand = ""
	searched := now
	searched.Query = query.MustParse("cup OR office")
	folded := now
	folded.FoldCopies = true
	questions := []struct {
		name string
		ask  func(context.Context) error
	}{
		{"figures", func(ctx context.Context) error { _, err := s.Figures(ctx, now); return err }},
		{"before", func(ctx context.Context) error { _, err := s.Figures(ctx, before); return err }},
		{"platforms", func(ctx context.Context) error {
			_, err := s.Trends(ctx, now, social.ByDay, []social.Dimension{social.DimPlatform})
			return err
		}},
		{"brands", func(ctx context.Context) error {
			_, err := s.Trends(ctx, everyBrand, social.ByDay, []social.Dimension{social.DimBrand})
			return err
		}},
		{"facets", func(ctx context.Context) error { _, err := s.Facets(ctx, now); return err }},
		{"terms", func(ctx context.Context) error { _, err := s.Terms(ctx, now, 40); return err }},
		{"posts", func(ctx context.Context) error { _, err := s.Posts(ctx, now, social.NewestFirst, 6, ""); return err }},
		{"pictures", func(ctx context.Context) error { _, err := s.Posts(ctx, now, social.MostEngaged, 120, ""); return err }},
		{"paces", func(ctx context.Context) error { _, err := s.Paces(ctx, noon); return err }},
		{"gaps", func(ctx context.Context) error { _, err := s.Gaps(ctx, now.From, noon); return err }},
		{"searched", func(ctx context.Context) error { _, err := s.Figures(ctx, searched); return err }},
		{"folded", func(ctx context.Context) error { _, err := s.Figures(ctx, folded); return err }},
	}
	for _, q := range questions {
		b.Run(q.name, func(b *testing.B) {
			for b.Loop() {
				if err := q.ask(b.Context()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("at once", func(b *testing.B) {
		for b.Loop() {
			faults := make(chan error)
			for _, q := range questions {
				go func() { faults <- q.ask(b.Context()) }()
			}
			for range questions {
				if err := <-faults; err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
