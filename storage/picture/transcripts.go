package picture

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// WriteTranscripts notes what became of asking about recordings. Of two notes on one URL the
// later one stands. The posts that have what was heard, or is forgotten, are due to be matched
// again; see PicturesDue.
func (s *Pictures) WriteTranscripts(ctx context.Context, asks ...social.TranscriptAsk) error {
	var c struct {
		url, step, text, model, host, language, fault []string
		version                                       []uint64
		certainty                                     []float64
		length, attempts, cost, took                  []int64
		since, at                                     []time.Time
	}
	var due []string
	for _, a := range asks {
		if a.URL == "" || !database.Storable(a.At) {
			return social.Errorf(social.CodeInvalid, "storage: transcripts: recording %.200q at %s: a url and a time from 1971 to 2105 are needed", a.URL, a.At)
		}
		if a.Since.IsZero() {
			a.Since = time.Unix(0, 0).UTC()
		}
		if a.Step == social.TranscriptHeard || a.Step == social.TranscriptForgotten {
			due = append(due, a.URL)
		}
		c.url, c.version, c.step, c.text = append(c.url, a.URL), append(c.version, uint64(a.At.UnixMicro())), append(c.step, string(a.Step)), append(c.text, a.Text)
		c.model, c.host, c.language, c.certainty = append(c.model, a.Model), append(c.host, a.Host), append(c.language, a.Language), append(c.certainty, a.Certainty)
		c.length, c.fault, c.attempts = append(c.length, a.Length.Milliseconds()), append(c.fault, a.Fault), append(c.attempts, int64(a.Attempts))
		c.cost, c.took, c.since, c.at = append(c.cost, a.Cost), append(c.took, a.Took.Milliseconds()), append(c.since, a.Since), append(c.at, a.At)
	}
	if len(asks) == 0 {
		return nil
	}
	if len(due) > 0 {
		if err := s.MarkPicturesDue(ctx, due); err != nil {
			return err
		}
	}
	return s.db.Insert(ctx, queries.InsertTranscripts, c.url, c.version, c.step, c.text, c.model, c.host, c.language, c.certainty,
		c.length, c.fault, c.attempts, c.cost, c.took, c.since, c.at)
}

// TranscriptAsks returns what became of asking about recordings, by URL.
func (s *Pictures) TranscriptAsks(ctx context.Context, urls []string) (map[string]social.TranscriptAsk, error) {
	asks := make(map[string]social.TranscriptAsk, len(urls))
	if len(urls) == 0 {
		return asks, nil
	}
	table, err := database.TextTable("urls", "url", urls)
	if err != nil {
		return nil, err
	}
	rows, err := database.Collect(ctx, s.db, queries.TranscriptAsks, nil, func(r driver.Rows) (social.TranscriptAsk, error) {
		var url string
		a, err := scanTranscript(r, &url)
		a.URL = url
		return a, err
	}, table)
	for _, a := range rows {
		asks[a.URL] = a
	}
	return asks, err
}

// HeardByURL returns what was heard in recordings, by URL, where that is known.
func (s *Pictures) HeardByURL(ctx context.Context, urls []string) (map[string]social.Media, error) {
	asks, err := s.TranscriptAsks(ctx, urls)
	heard := make(map[string]social.Media, len(asks))
	for url, a := range asks {
		if a.Step == social.TranscriptHeard {
			heard[url] = a.Media()
		}
	}
	return heard, err
}

// TranscriptWishes returns up to limit recordings whose words are not known and that were not
// given up by this model, in the order in which it is to be asked; without those to skip.
func (s *Pictures) TranscriptWishes(ctx context.Context, model string, skip []string, limit int) ([]social.TranscriptWish, error) {
	return database.Collect(ctx, s.db, queries.TranscriptWishes, transcriptParams(model, skip, limit), func(r driver.Rows) (w social.TranscriptWish, err error) {
		w.Known, err = scanTranscript(r, &w.URL, &w.Type, &w.Seconds, &w.Bytes, &w.Page, &w.Reach)
		w.Known.URL = w.URL
		return w, err
	})
}

// TranscriptCounts counts the recordings whose words are not known; of those to skip it says
// that they are asked about later.
func (s *Pictures) TranscriptCounts(ctx context.Context, model string, skip []string) ([]social.TranscriptCount, error) {
	return database.Collect(ctx, s.db, queries.TranscriptCounts, transcriptParams(model, skip, 0), func(r driver.Rows) (c social.TranscriptCount, err error) {
		var step string
		var later uint8
		var count uint64
		err = r.Scan(&step, &later, &c.Fault, &count)
		c.Step, c.Later, c.Count = social.TranscriptStep(step), later != 0, int64(count)
		return c, err
	})
}

// RecordingsOnlyOf returns the URLs of the recordings of the posts at keys that were asked
// about and that no other stored post has. Call it before the posts are erased.
func (s *Pictures) RecordingsOnlyOf(ctx context.Context, keys []social.Key) ([]string, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, s.db, queries.RecordingsOnlyOf, nil, scanURL, table)
}

// RecordingsShown returns those of urls that are recordings of a stored post.
func (s *Pictures) RecordingsShown(ctx context.Context, urls []string) (map[string]bool, error) {
	shown := make(map[string]bool, len(urls))
	if len(urls) == 0 {
		return shown, nil
	}
	table, err := database.TextTable("urls", "url", urls)
	if err != nil {
		return nil, err
	}
	rows, err := database.Collect(ctx, s.db, queries.RecordingsShown, nil, scanURL, table)
	for _, url := range rows {
		shown[url] = true
	}
	return shown, err
}

func transcriptParams(model string, skip []string, limit int) database.Params {
	if skip == nil {
		skip = []string{}
	}
	p := database.Params{"model": model, "skip": skip}
	if limit > 0 {
		p["limit"] = uint64(limit)
	}
	return p
}

// scanTranscript reads what became of asking, after other columns.
func scanTranscript(r driver.Rows, before ...any) (a social.TranscriptAsk, err error) {
	var step string
	var length, attempts, took int64
	into := append(before, &step, &a.Text, &a.Model, &a.Host, &a.Language, &a.Certainty, &length, &a.Fault, &attempts, &a.Cost, &took, &a.Since, &a.At)
	err = r.Scan(into...)
	a.Step, a.Length, a.Attempts, a.Took = social.TranscriptStep(step), time.Duration(length)*time.Millisecond, int(attempts), time.Duration(took)*time.Millisecond
	return a, err
}
