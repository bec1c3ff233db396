// Package erase erases pictures that no stored post shows any more.
package erase

import (
	"context"
	"time"

	"earshot/internal/social"
)

// Store is what is known of pictures.
type Store interface {
	MediaByURL(ctx context.Context, urls []string) (map[string]social.Media, error)
	WriteMedia(ctx context.Context, media []social.Media) error
	// MediaKeysOf are the keys of bytes that the pictures at urls have, or had until now:
	// those of pictures, and those of thumbnails.
	MediaKeysOf(ctx context.Context, urls []string) (pictures, thumbs []string, err error)
	// MediaKeysUsed tells which of the keys of bytes a picture that is ready has.
	MediaKeysUsed(ctx context.Context, keys []string) (map[string]bool, error)
	// MediaAtDigests is what is known of the pictures with these digests that are ready,
	// whether their originals are kept or not.
	MediaAtDigests(ctx context.Context, shas []string) ([]social.Media, error)
	// EraseLogoAnswers takes back what people say of logos in the pictures with these digests.
	EraseLogoAnswers(ctx context.Context, shas []string) error
}

// Families holds the families of pictures.
type Families interface {
	// Remove takes the pictures with these digests out of their families.
	Remove(ctx context.Context, shas []string) error
}

// Bytes holds the bytes of pictures.
type Bytes interface {
	Delete(ctx context.Context, key string) error
}

// Pictures erases pictures.
type Pictures struct {
	Store Store
	// Families is nil where there are none.
	Families Families
	Bytes    Bytes
}

// At erases what is known of the pictures at urls and, where no other address has them,
// all that was made of their bytes, and these. Until that is done the row of an address
// has the keys of what goes with it, so that erasing again after a crash erases all.
// Of two processes that erase one picture at two addresses the later one sees that no
// address is left. found are states of them that were written a moment ago and may not stand.
func (p Pictures) At(ctx context.Context, urls []string, found ...social.Media) error {
	if len(urls) == 0 {
		return nil
	}
	known, err := p.Store.MediaByURL(ctx, urls)
	if err != nil {
		return err
	}
	for _, m := range found {
		if was := known[m.URL]; was.SHA256 == "" {
			was.SHA256, was.Thumb = m.SHA256, m.Thumb
			known[m.URL] = was
		}
	}
	rows := make([]social.Media, len(urls))
	for i, url := range urls {
		was := known[url]
		rows[i] = social.Media{URL: url, State: social.MediaDeleted, SHA256: was.SHA256, Thumb: was.Thumb, FetchedAt: After(was.FetchedAt, time.Now().UTC())}
	}
	if err := p.Store.WriteMedia(ctx, rows); err != nil {
		return err
	}
	if err := p.bytesOf(ctx, urls); err != nil {
		return err
	}
	for i, row := range rows {
		rows[i] = social.Media{URL: row.URL, State: row.State, FetchedAt: After(row.FetchedAt, row.FetchedAt)}
	}
	return p.Store.WriteMedia(ctx, rows)
}

// bytesOf erases the bytes that only addresses have which are being erased, and what was
// made of them. The bytes go last: as long as they are there the rest can be made again.
func (p Pictures) bytesOf(ctx context.Context, urls []string) error {
	pictures, thumbs, err := p.Store.MediaKeysOf(ctx, urls)
	if err != nil {
		return err
	}
	used, err := p.Store.MediaKeysUsed(ctx, append(append([]string{}, pictures...), thumbs...))
	if err != nil {
		return err
	}
	gone := without(pictures, used)
	if err := p.madeOf(ctx, gone); err != nil {
		return err
	}
	for _, key := range append(gone, without(thumbs, used)...) {
		if err := p.Bytes.Delete(ctx, key); err != nil {
			return err
		}
	}
	return nil
}

// madeOf erases what was made of pictures whose bytes no address has. What an address still
// has the picture of, the original of which was let go of, stays.
func (p Pictures) madeOf(ctx context.Context, shas []string) error {
	left, err := p.Store.MediaAtDigests(ctx, shas)
	if err != nil {
		return err
	}
	ready := make(map[string]bool, len(left))
	for _, m := range left {
		ready[m.SHA256] = true
	}
	gone := without(shas, ready)
	if p.Families != nil {
		if err := p.Families.Remove(ctx, gone); err != nil {
			return err
		}
	}
	return p.Store.EraseLogoAnswers(ctx, gone)
}

func without(keys []string, used map[string]bool) []string {
	var left []string
	for _, key := range keys {
		if !used[key] {
			left = append(left, key)
		}
	}
	return left
}

// After is the time of a state that takes the place of one of before: now, or just later.
func After(before, now time.Time) time.Time {
	if least := before.Add(time.Microsecond); now.Before(least) {
		return least
	}
	return now
}
