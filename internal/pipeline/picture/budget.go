package picture

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"earshot/internal/social"
)

const (
	// dayKey is where the bucket keeps what was done on a day.
	dayKey = "pictures"
	// notFetched begins the fault of a picture that was left out, and not asked for.
	notFetched = "not fetched: "
	// updateTries bounds how often a day is read again that others changed.
	updateTries = 100
)

// Bucket keeps the day.
type Bucket interface {
	Get(ctx context.Context, key string) (value []byte, rev uint64, err error)
	// Update fails with social.CodeConflict where the key is no longer at rev.
	Update(ctx context.Context, key string, value []byte, rev uint64) error
}

// Caps bound how many pictures are fetched; a negative one bounds nothing.
type Caps struct {
	// Post is how many of a post's pictures are, Source how many of a source's on a
	// UTC day, and Day how many on one in all.
	Post, Source, Day int64
}

// Budget counts the pictures fetched on a UTC day, for all processes and over their
// ends: a picture is counted before it is asked for.
type Budget struct {
	Bucket Bucket
	Caps   Caps
	Now    func() time.Time

	mu sync.Mutex
}

// day is what was done on a day, as it is stored.
type day struct {
	Day     string           `json:"day"`
	Fetched int64            `json:"fetched"`
	Sources map[string]spent `json:"sources"`
}

// spent is what was done for a source: pictures fetched, and left out as over a cap.
type spent struct {
	Fetched int64 `json:"fetched"`
	Over    int64 `json:"over,omitempty"`
	// Left are posts that were dropped before their pictures were read.
	Left int64 `json:"left,omitempty"`
}

// want is a picture that is about to be fetched, or is over the cap of its post.
type want struct {
	source string
	over   string
}

// reserve enters pictures in the day, and says of each that is not to be fetched why.
func (b *Budget) reserve(ctx context.Context, wants []want) ([]string, error) {
	if len(wants) == 0 {
		return nil, nil
	}
	b.mu.Lock() // the processes' own workers need not run into each other
	defer b.mu.Unlock()
	for range updateTries {
		today, rev, err := b.today(ctx)
		if err != nil {
			return nil, err
		}
		over := make([]string, len(wants))
		for i, w := range wants {
			over[i] = b.enter(&today, w)
		}
		data, err := json.Marshal(today)
		if err != nil {
			return nil, fmt.Errorf("picture: write the day: %w", err)
		}
		if err = b.Bucket.Update(ctx, dayKey, data, rev); social.CodeOf(err) != social.CodeConflict {
			return over, err
		}
	}
	return nil, social.Errorf(social.CodeUnavailable, "picture: the day was changed by others all the time")
}

// enter counts a picture, and says why it is not to be fetched, or "".
func (b *Budget) enter(today *day, w want) string {
	of := today.Sources[w.source]
	why := w.over
	switch {
	case why != "":
	case b.Caps.Day >= 0 && today.Fetched >= b.Caps.Day:
		why = fmt.Sprintf(notFetched+"%d pictures a day are the most (crawler.pictures.per_day)", b.Caps.Day)
	case b.Caps.Source >= 0 && of.Fetched >= b.Caps.Source:
		why = fmt.Sprintf(notFetched+"%d pictures of a source a day are the most (crawler.pictures.per_source)", b.Caps.Source)
	}
	if why == "" {
		today.Fetched++
		of.Fetched++
	} else {
		of.Over++
	}
	today.Sources[w.source] = of
	return why
}

// today reads what was done today. Should the clock be set back, the later day goes on.
func (b *Budget) today(ctx context.Context) (day, uint64, error) {
	var known day
	data, rev, err := b.Bucket.Get(ctx, dayKey)
	if err == nil && data != nil {
		err = json.Unmarshal(data, &known)
	}
	if err != nil {
		return known, 0, fmt.Errorf("picture: read the day: %w", err)
	}
	if now := b.Now().UTC().Format(time.DateOnly); now > known.Day {
		known = day{Day: now}
	}
	if known.Sources == nil {
		known.Sources = map[string]spent{}
	}
	return known, rev, nil
}

// Leave counts posts that were dropped before their pictures were read, by source.
func (b *Budget) Leave(ctx context.Context, left map[string]int64) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	for range updateTries {
		today, rev, err := b.today(ctx)
		if err != nil {
			return err
		}
		for source, n := range left {
			of := today.Sources[source]
			of.Left += n
			today.Sources[source] = of
		}
		data, err := json.Marshal(today)
		if err != nil {
			return fmt.Errorf("picture: write the day: %w", err)
		}
		if err = b.Bucket.Update(ctx, dayKey, data, rev); social.CodeOf(err) != social.CodeConflict {
			return err
		}
	}
	return social.Errorf(social.CodeUnavailable, "picture: the day was changed by others all the time")
}

// Over says of each source in sentences how many of its pictures were left out today, and how
// many of its posts were dropped before their pictures were read.
func (b *Budget) Over(ctx context.Context) (map[string][]string, error) {
	today, _, err := b.today(ctx)
	if err != nil {
		return nil, err
	}
	said := map[string][]string{}
	for _, source := range slices.Sorted(maps.Keys(today.Sources)) {
		of := today.Sources[source]
		if of.Over > 0 {
			said[source] = append(said[source], plural(of.Over, "picture was", "pictures were")+" not fetched today, as "+plainly(of.Over, "it is", "they are")+" over a cap of crawler.pictures")
		}
		if of.Left > 0 {
			said[source] = append(said[source], plural(of.Left, "post was", "posts were")+" dropped today before "+plainly(of.Left, "its", "their")+
				" pictures were read, as more waited, or for longer, than crawler.pictures.held_posts, held_bytes and held_time let")
		}
	}
	return said, nil
}

func plural(n int64, one, many string) string { return fmt.Sprint(n, " ", plainly(n, one, many)) }

func plainly(n int64, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// overPost says why a picture of a post is not fetched.
func (c Caps) overPost(all int) string {
	return fmt.Sprintf(notFetched+"of the %d pictures of its post %d are the most (crawler.pictures.per_post)", all, c.Post)
}
