package erase

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"time"

	"earshot/internal/social"
)

const (
	// freedAfter is how long the bytes of an original stay that is let go of: who read before that it
	// is kept, as a page, a reading or a backup, still finds them.
	freedAfter = time.Hour
	// originalsPage is how many are looked at together, and originalsPages how many times in a look;
	// the next one goes on from there.
	originalsPage, originalsPages = 500, 40
)

// OriginalStore is what is known of the originals of pictures.
type OriginalStore interface {
	OriginalsPast(ctx context.Context, before time.Time, after string, limit int) ([]string, error)
	OriginalsUnfreed(ctx context.Context, before time.Time, after string, limit int) ([]string, error)
	MediaAtDigests(ctx context.Context, shas []string) ([]social.Media, error)
	MediaKeysUsed(ctx context.Context, keys []string) (map[string]bool, error)
	WriteOriginals(ctx context.Context, media []social.Media) error
}

// OriginalBytes holds the bytes of pictures.
type OriginalBytes interface {
	Bytes
	Has(ctx context.Context, key string) (bool, error)
}

// Originals lets go of the originals of pictures that were fetched long ago, and keeps their
// thumbnails and all that is known of them. First their rows say so, and later their bytes are
// deleted, so that a crash in between is finished by the next look. Several processes may do
// so at the same time.
type Originals struct {
	Store OriginalStore
	Bytes OriginalBytes
	// Keep is how long an original is kept.
	Keep time.Duration
	// Waits tells whether more is to be found in a picture, for which its original is needed.
	Waits func(m social.Media) bool
	// GivenUp tells about which pictures the vision model is not asked again; it may be nil.
	GivenUp func(ctx context.Context, shas []string) (map[string]bool, error)
	Now     func() time.Time
	Log     *slog.Logger

	// past and unfreed are up to where the last look came.
	past, unfreed string
	// deleted are the digests whose bytes the last look deleted.
	deleted []string
}

// Sweep looks once, from where the last look came.
func (o *Originals) Sweep(ctx context.Context) error {
	now := o.Now().UTC()
	missed := o.missed(ctx, now)
	free := pages(&o.unfreed, func(after string) ([]string, error) {
		return o.Store.OriginalsUnfreed(ctx, now.Add(-freedAfter), after, originalsPage)
	}, func(shas []string) error { return o.free(ctx, shas) })
	gone := 0
	letGo := pages(&o.past, func(after string) ([]string, error) {
		return o.Store.OriginalsPast(ctx, now.Add(-o.Keep), after, originalsPage)
	}, func(shas []string) error {
		n, err := o.letGo(ctx, shas, now)
		gone += n
		return err
	})
	if gone > 0 {
		o.Log.Info("originals of pictures let go of, their thumbnails are kept", "pictures", gone)
	}
	return errors.Join(missed, free, letGo)
}

// pages does something with pages of digests, from where it came the last time.
func pages(at *string, next func(after string) ([]string, error), do func(shas []string) error) error {
	for range originalsPages {
		shas, err := next(*at)
		if err == nil && len(shas) > 0 {
			err = do(shas)
		}
		if err != nil {
			return err
		}
		if len(shas) < originalsPage {
			*at = ""
			return nil
		}
		*at = shas[len(shas)-1]
	}
	return nil
}

// letGo notes that originals are not kept any more, but for those that more is to be found in,
// and returns how many.
func (o *Originals) letGo(ctx context.Context, shas []string, now time.Time) (int, error) {
	rows, err := o.Store.MediaAtDigests(ctx, shas)
	if err != nil {
		return 0, err
	}
	var givenUp map[string]bool
	if o.GivenUp != nil {
		if givenUp, err = o.GivenUp(ctx, shas); err != nil {
			return 0, err
		}
	}
	waits := map[string]bool{}
	for _, m := range rows {
		waits[m.SHA256] = waits[m.SHA256] || o.waits(m, now, givenUp[m.SHA256])
	}
	gone := map[string]bool{}
	var past []social.Media
	for _, m := range rows {
		if waits[m.SHA256] || !m.LetGoAt.IsZero() {
			continue
		}
		m.LetGoAt, m.Freed = now, false
		past, gone[m.SHA256] = append(past, later(m)), true
	}
	return len(gone), o.Store.WriteOriginals(ctx, past)
}

// waits tells whether the original of a picture is still needed at an address: its time is not
// over there, something is to read it, or a person is to say whether a logo is in it.
func (o *Originals) waits(m social.Media, now time.Time, givenUp bool) bool {
	if !m.LetGoAt.IsZero() {
		return false
	}
	if givenUp && m.CaptionModel == "" {
		m.CaptionModel = "none"
	}
	stored := m.StoredAt
	if stored.IsZero() {
		stored = m.FetchedAt
	}
	return m.Thumb == "" || now.Sub(stored) < o.Keep || o.Waits(m) || slices.ContainsFunc(m.Logos, func(l social.Logo) bool { return l.Perhaps })
}

// free deletes the bytes of originals that were let go of a while ago. Those that another address
// has by now are that one's to keep.
func (o *Originals) free(ctx context.Context, shas []string) error {
	used, err := o.Store.MediaKeysUsed(ctx, shas)
	if err != nil {
		return err
	}
	for _, sha := range without(shas, used) {
		if err := o.Bytes.Delete(ctx, sha); err != nil {
			return err
		}
		o.deleted = append(o.deleted, sha)
	}
	rows, err := o.Store.MediaAtDigests(ctx, shas)
	if err != nil {
		return err
	}
	var freed []social.Media
	for _, m := range rows {
		if !m.LetGoAt.IsZero() && !m.Freed {
			m.Freed = true
			freed = append(freed, later(m))
		}
	}
	return o.Store.WriteOriginals(ctx, freed)
}

// missed lets go of originals that were fetched at another address just while their bytes were
// deleted, so that these are not there though the picture is new at that address.
func (o *Originals) missed(ctx context.Context, now time.Time) error {
	used, err := o.Store.MediaKeysUsed(ctx, o.deleted)
	if err != nil {
		return err
	}
	o.deleted = nil
	var shas []string
	for sha := range used {
		there, err := o.Bytes.Has(ctx, sha)
		if err != nil {
			return err
		}
		if !there {
			shas = append(shas, sha)
		}
	}
	rows, err := o.Store.MediaAtDigests(ctx, shas)
	if err != nil {
		return err
	}
	var gone []social.Media
	for _, m := range rows {
		if m.LetGoAt.IsZero() && m.Thumb != "" {
			m.LetGoAt, m.Freed = now, true
			gone = append(gone, later(m))
		}
	}
	return o.Store.WriteOriginals(ctx, gone)
}

// later is a state of a picture that takes the place of the one it was made of, and of none that
// was read meanwhile.
func later(m social.Media) social.Media {
	m.FetchedAt = m.FetchedAt.Add(time.Microsecond)
	return m
}
