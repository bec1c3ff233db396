package post

import (
	"context"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Transcribed are the posts of keys that are stored with a transcript.
func (s *Lookup) Transcribed(ctx context.Context, keys []social.Key) ([]social.Post, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, s.db, queries.Transcribed, nil, scanRow(decodePost), table)
}

// TranscribedPlatforms are the platforms of which posts with a transcript are stored.
func (s *Lookup) TranscribedPlatforms(ctx context.Context) ([]string, error) {
	return database.Collect(ctx, s.db, queries.TranscribedPlatforms, nil, func(r driver.Rows) (platform string, err error) {
		return platform, r.Scan(&platform)
	})
}
