package storage_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// batch makes n posts of a month that differ in what posts differ in.
func batch(from, n int) []storage.Entry {
	entries := make([]storage.Entry, n)
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
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		b.Fatal(err)
	}
	conn, err := clickhouse.Open(opts)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
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
	for name, query := range map[string]string{
		"rare": "%d", "common": "northwind -%d", "phrase": `"cup of northwind" -%d`, "wildcard": "offic* -%d", "near": "cup NEAR/3 northwind -%d",
	} {
		b.Run(name, func(b *testing.B) {
			n := 0
			for b.Loop() {
				n++
				f := social.Filter{Brand: "Northwind", Query: social.MustParseQuery(fmt.Sprintf(query, n))}
				if _, err := s.Figures(b.Context(), f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
