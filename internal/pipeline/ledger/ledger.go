// Package ledger keeps what is used of a day's budget where it outlives the process: a value
// that several processes change by comparing and swapping.
package ledger

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"earshot/internal/social"
)

// tries bounds how often a change is tried beside other processes.
const tries = 64

// Bucket keeps values that several processes change.
type Bucket interface {
	// Get returns the value of key and its revision; nil where there is none.
	Get(ctx context.Context, key string) (value []byte, rev uint64, err error)
	// Update fails with social.CodeConflict where rev is not the revision of now.
	Update(ctx context.Context, key string, value []byte, rev uint64) error
}

// Ledger is a value in a bucket, written as JSON.
type Ledger[T any] struct {
	Bucket Bucket
	// Key is the key of the value. Of is whose budget it is, as errors begin.
	Key, Of string
	// Begin makes what was read a value of now, such as of a new day.
	Begin func(*T)
}

// Read reads the value.
func (l Ledger[T]) Read(ctx context.Context) (T, error) {
	v, _, err := l.read(ctx)
	return v, err
}

func (l Ledger[T]) read(ctx context.Context) (v T, rev uint64, err error) {
	data, rev, err := l.Bucket.Get(ctx, l.Key)
	if err == nil && data != nil {
		err = json.Unmarshal(data, &v)
	}
	if err != nil {
		return v, 0, fmt.Errorf("%s: read the budget: %w", l.Of, err)
	}
	l.Begin(&v)
	return v, rev, nil
}

// Change changes the value, unless change says no with an error.
func (l Ledger[T]) Change(ctx context.Context, change func(*T) error) error {
	for range tries {
		v, rev, err := l.read(ctx)
		if err != nil {
			return err
		}
		if err := change(&v); err != nil {
			return err
		}
		data, err := json.Marshal(v)
		if err != nil {
			return fmt.Errorf("%s: write the budget: %w", l.Of, err)
		}
		if err = l.Bucket.Update(ctx, l.Key, data, rev); social.CodeOf(err) != social.CodeConflict {
			return err
		}
	}
	return social.Errorf(social.CodeConflict, "%s: the budget was changed by others all the time", l.Of)
}

// Day is the day of a time in UTC, 2006-01-02. Should the clock be set back, the later day is
// to go on: a ledger begins a new one only where this is greater than the one it has.
func Day(now time.Time) string { return now.UTC().Format(time.DateOnly) }

// UntilTomorrow is how long it is to the next day in UTC.
func UntilTomorrow(now time.Time) time.Duration {
	now = now.UTC()
	return now.Truncate(24 * time.Hour).Add(24 * time.Hour).Sub(now)
}
