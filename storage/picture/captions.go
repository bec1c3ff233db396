package picture

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// WriteCaptions notes what became of asking about pictures. Of two notes on the same bytes
// the later one stands.
func (s *Pictures) WriteCaptions(ctx context.Context, asks ...social.CaptionAsk) error {
	var c struct {
		sha, model, prompt, step, fault, said []string
		version                               []uint64
		attempts, input, output, cost, took   []int64
		since, at                             []time.Time
	}
	for _, a := range asks {
		said, err := encoded(a.Said, a.Step != social.CaptionSaid)
		if err != nil {
			return fmt.Errorf("storage: captions: %w", err)
		}
		if a.SHA256 == "" || !database.Storable(a.At) {
			return social.Errorf(social.CodeInvalid, "storage: captions: picture %.80q at %s: bytes and a time from 1971 to 2105 are needed", a.SHA256, a.At)
		}
		if a.Since.IsZero() {
			a.Since = time.Unix(0, 0).UTC()
		}
		c.sha, c.model, c.prompt, c.step = append(c.sha, a.SHA256), append(c.model, a.Model), append(c.prompt, a.Prompt), append(c.step, string(a.Step))
		c.fault, c.said, c.version = append(c.fault, a.Fault), append(c.said, said), append(c.version, uint64(a.At.UnixMicro()))
		c.attempts, c.input, c.output = append(c.attempts, int64(a.Attempts)), append(c.input, a.Input), append(c.output, a.Output)
		c.cost, c.took = append(c.cost, a.Cost), append(c.took, a.Took.Milliseconds())
		c.since, c.at = append(c.since, a.Since), append(c.at, a.At)
	}
	if len(asks) == 0 {
		return nil
	}
	return s.db.Insert(ctx, queries.InsertCaptions, c.sha, c.version, c.model, c.prompt, c.step, c.fault, c.attempts, c.said,
		c.input, c.output, c.cost, c.took, c.since, c.at)
}

// CaptionAsks returns what became of asking about pictures, by their bytes.
func (s *Pictures) CaptionAsks(ctx context.Context, shas []string) (map[string]social.CaptionAsk, error) {
	asks := make(map[string]social.CaptionAsk, len(shas))
	if len(shas) == 0 {
		return asks, nil
	}
	table, err := database.TextTable("urls", "url", shas)
	if err != nil {
		return nil, err
	}
	rows, err := database.Collect(ctx, s.db, queries.CaptionAsks, nil, func(r driver.Rows) (a social.CaptionAsk, err error) {
		return scanAsk(r, &a.SHA256)
	}, table)
	for _, a := range rows {
		asks[a.SHA256] = a
	}
	return asks, err
}

// CaptionWishes returns up to limit pictures that want a caption and that were not given up
// by this model and prompt, in the order in which it is to be asked; without those to skip.
func (s *Pictures) CaptionWishes(ctx context.Context, model, prompt string, skip []string, limit int) ([]social.CaptionWish, error) {
	return database.Collect(ctx, s.db, queries.CaptionWishes, captionParams(model, prompt, skip, limit), func(r driver.Rows) (w social.CaptionWish, err error) {
		w.Known, err = scanAsk(r, &w.SHA256, &w.Thumb, &w.Reach)
		w.Known.SHA256 = w.SHA256
		return w, err
	})
}

// CaptionCounts counts the pictures without a caption; of those to skip it says that they
// are asked about later.
func (s *Pictures) CaptionCounts(ctx context.Context, model, prompt string, skip []string) ([]social.CaptionCount, error) {
	return database.Collect(ctx, s.db, queries.CaptionCounts, captionParams(model, prompt, skip, 0), func(r driver.Rows) (c social.CaptionCount, err error) {
		var step string
		var later uint8
		var count uint64
		err = r.Scan(&step, &later, &c.Fault, &count)
		c.Step, c.Later, c.Count = social.CaptionStep(step), later != 0, int64(count)
		return c, err
	})
}

// CaptionsSaid returns, by bytes, the URLs of up to limit pictures whose answers do not stand
// beside them yet; none where they do by now, or are shown no longer.
func (s *Pictures) CaptionsSaid(ctx context.Context, limit int) (map[string][]string, error) {
	said := map[string][]string{}
	err := s.db.Stream(ctx, queries.CaptionsSaid, database.Params{"limit": uint64(limit)}, func(r driver.Rows) error {
		var sha string
		var urls, kept []string
		if err := r.Scan(&sha, &urls); err != nil {
			return err
		}
		for _, url := range urls {
			if url != "" { // of a picture that lacks nothing
				kept = append(kept, url)
			}
		}
		said[sha] = kept
		return nil
	})
	return said, err
}

func captionParams(model, prompt string, skip []string, limit int) database.Params {
	if skip == nil {
		skip = []string{}
	}
	p := database.Params{"model": model, "prompt": prompt, "skip": skip}
	if limit > 0 {
		p["limit"] = uint64(limit)
	}
	return p
}

// scanAsk reads what became of asking, after other columns.
func scanAsk(r driver.Rows, before ...any) (a social.CaptionAsk, err error) {
	var step, said string
	var attempts, took int64
	into := append(before, &a.Model, &a.Prompt, &step, &a.Fault, &attempts, &said, &a.Input, &a.Output, &a.Cost, &took, &a.Since, &a.At)
	if err := r.Scan(into...); err != nil {
		return a, err
	}
	a.Step, a.Attempts, a.Took = social.CaptionStep(step), int(attempts), time.Duration(took)*time.Millisecond
	if sha, ok := before[0].(*string); ok {
		a.SHA256 = *sha
	}
	if said == "" {
		return a, nil
	}
	if err := json.Unmarshal([]byte(said), &a.Said); err != nil {
		return a, fmt.Errorf("storage: captions: answer about %.80q: %w", a.SHA256, err)
	}
	return a, nil
}
