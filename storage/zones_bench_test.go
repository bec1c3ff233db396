package storage_test

import (
	"strings"
	"testing"
	"time"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// BenchmarkZones counts the trends of a year of two million mentions, and of its last
// month, in UTC, in a zone of full hours and in one that is half an hour off.
func BenchmarkZones(b *testing.B) {
	dsn := storagetest.DSN(b)
	s, err := storage.Open(b.Context(), dsn, discard)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	conn := storagetest.Connect(b, dsn)
	for _, text := range []string{
		`INSERT INTO mentions (brand, day, platform, id, created_at, language, label, source, engagement, author, terms, version, deleted)
		SELECT ['Northwind', 'Contoso', 'Tailspin'][number % 7 % 3 + 1], toDate(at, 'UTC'), ['mastodon', 'feed', 'hackernews'][number % 11 % 3 + 1], toString(number), at,
			['en', 'de', 'fr', 'es', 'zh'][number % 13 % 5 + 1], ['positive', 'neutral', 'negative'][number % 5 % 3 + 1], 'bench', number % 50, 1 + sipHash64(number) % 50000, [], 1, 0
		FROM (SELECT number, toDateTime64('2025-11-01 00:00:00', 6, 'UTC') + toIntervalMillisecond(number * 15768) AS at FROM numbers(2000000))`,
		`INSERT INTO dirty_days (brand, day, token, sign) SELECT DISTINCT brand, day, 1, 1 FROM mentions`,
	} {
		if err := conn.Exec(b.Context(), text); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := s.RefreshTrends(b.Context()); err != nil {
		b.Fatal(err)
	}
	end := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for _, zone := range zones()[:4] {
		for name, from := range map[string]time.Time{"month": end.AddDate(0, -1, 0), "year": end.AddDate(-1, 0, 0)} {
			for _, by := range []social.Bucket{social.ByHour, social.ByDay, social.ByWeek} {
				b.Run(name+"_by_"+string(by)+"_in_"+strings.ReplaceAll(zone.String(), "/", "_"), func(b *testing.B) {
					for b.Loop() {
						f := social.Filter{From: from, To: end, Zone: zone}
						if _, err := s.Trends(b.Context(), f, by, []social.Dimension{social.DimBrand, social.DimPlatform}); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
		}
	}
}
