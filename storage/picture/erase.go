package picture

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// MediaKeysOf returns the keys of bytes that the pictures at urls have, or had in a state
// that another took the place of a moment ago: those of pictures, and those of thumbnails.
func (s *Pictures) MediaKeysOf(ctx context.Context, urls []string) (pictures, thumbs []string, err error) {
	if len(urls) == 0 {
		return nil, nil, nil
	}
	table, err := database.TextTable("urls", "url", urls)
	if err != nil {
		return nil, nil, err
	}
	type keys struct{ picture, thumb string }
	rows, err := database.Collect(ctx, s.db, queries.MediaKeysOf, nil, func(r driver.Rows) (k keys, err error) {
		return k, r.Scan(&k.picture, &k.thumb)
	}, table)
	seen := map[string]bool{"": true}
	add := func(to *[]string, key string) {
		if !seen[key] {
			seen[key] = true
			*to = append(*to, key)
		}
	}
	for _, k := range rows {
		add(&pictures, k.picture)
		add(&thumbs, k.thumb)
	}
	return pictures, thumbs, err
}

// EraseLogoAnswers takes back what people say of logos in the pictures with these
// digests, with where they are and who says it.
func (s *Pictures) EraseLogoAnswers(ctx context.Context, shas []string) error {
	if len(shas) == 0 {
		return nil
	}
	answers, err := database.Collect(ctx, s.db, queries.LogoAnswersOf, database.Params{"pictures": shas}, func(r driver.Rows) (a social.LogoAnswer, err error) {
		var version uint64
		err = r.Scan(&a.SHA256, &a.Brand, &version)
		if a.At = time.UnixMicro(int64(version) + 1).UTC(); a.At.Before(time.Now()) {
			a.At = time.Now().UTC()
		}
		return a, err
	})
	if err != nil {
		return err
	}
	for _, a := range answers {
		if err := s.AnswerLogo(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// eraseKeys erases the rows of the index of pictures: what deletes a row there would have
// to say the hash again.
func (s *Pictures) eraseKeys(ctx context.Context, keys []uint32, pictures []uint64) error {
	if len(keys) == 0 {
		return nil
	}
	return s.db.ExecText(ctx, "erase keys of pictures", fmt.Sprintf("DELETE FROM picture_index WHERE key IN (%s) AND picture IN (%s)", numbers(keys), numbers(pictures)))
}

func numbers[T uint32 | uint64](all []T) string {
	texts := make([]string, len(all))
	for i, n := range all {
		texts[i] = strconv.FormatUint(uint64(n), 10)
	}
	return strings.Join(texts, ",")
}
