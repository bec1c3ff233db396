package listen

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// maxErased is how many posts of a closed account are erased at once.
const maxErased = 500

// storedSoon is after how long what was published is stored as a rule.
const storedSoon = time.Minute

// closing is an account that was closed, whose posts are looked for once more, as some may
// have been on their way to storage.
type closing struct {
	At    time.Time `json:"at"`
	Again time.Time `json:"again"`
}

// maxClosing is how many accounts are remembered over the end of a process.
const maxClosing = 5000

// closingKey is where the state keeps the accounts that are looked at once more.
func (l *sourceListener) closingKey() string { return "closing/" + l.src.Name }

// loadClosing reads the accounts that the process before was to look at once more.
func (l *sourceListener) loadClosing(ctx context.Context) error {
	data, _, err := l.opts.State.Get(ctx, l.closingKey())
	if err != nil {
		return fmt.Errorf("crawler: load closed accounts of %s: %w", l.src.Name, err)
	}
	if data == nil {
		return nil
	}
	if err := json.Unmarshal(data, &l.closing); err != nil {
		return social.Errorf(social.CodeInternal, "crawler: closed accounts of %s: %w", l.src.Name, err)
	}
	return nil
}

// saveClosing keeps them for the next process, those that were closed last where there are
// too many.
func (l *sourceListener) saveClosing(ctx context.Context) error {
	keep := l.closing
	if len(keep) > maxClosing {
		last := slices.SortedFunc(maps.Keys(keep), func(a, b string) int { return keep[b].Again.Compare(keep[a].Again) })
		keep = map[string]closing{}
		for _, author := range last[:maxClosing] {
			keep[author] = l.closing[author]
		}
	}
	data, err := json.Marshal(keep)
	if err == nil {
		err = l.opts.State.Put(ctx, l.closingKey(), data)
	}
	if err != nil {
		return social.Errorf(social.CodeInternal, "crawler: save closed accounts of %s: %w", l.src.Name, err)
	}
	return nil
}

// eraseClosed publishes a tombstone for each post of the accounts that were closed that is
// stored, or was published here and may not be.
func (l *sourceListener) eraseClosed(ctx context.Context, closed map[string]time.Time) error {
	owner, ok := l.adapter.(crawler.Owner)
	if !ok || l.opts.Owned == nil {
		return nil
	}
	now := l.opts.Clock.Now()
	for _, author := range slices.Sorted(maps.Keys(closed)) {
		if err := l.eraseOf(ctx, owner, author, closed[author]); err != nil {
			return err
		}
		l.closing[author] = closing{closed[author], now.Add(storedSoon)}
	}
	changed := len(closed) > 0
	for author, c := range l.closing {
		if now.Before(c.Again) {
			continue
		}
		if err := l.eraseOf(ctx, owner, author, c.At); err != nil {
			return err
		}
		delete(l.closing, author)
		changed = true
	}
	if !changed {
		return nil
	}
	// Before the place moves on: a process that dies sooner hears of them again.
	return l.saveClosing(ctx)
}

func (l *sourceListener) eraseOf(ctx context.Context, owner crawler.Owner, author string, at time.Time) error {
	prefix := owner.Owned(author)
	if prefix == "" {
		return nil
	}
	platform, erased := l.adapter.Info().Platform, map[string]bool{}
	tombstone := func(id string) social.Post {
		erased[id] = true
		return social.Post{Platform: platform, ID: id, Source: l.src.Name, Deleted: true, FetchedAt: at}
	}
	var underway []social.Post
	for _, id := range l.written.take(author) {
		underway = append(underway, tombstone(id))
	}
	if err := l.publishErased(ctx, underway); err != nil {
		return err
	}
	for {
		ids, err := l.opts.Owned.Owned(ctx, platform, prefix, len(erased)+maxErased)
		if err != nil {
			return social.Errorf(social.CodeInternal, "crawler: posts of a closed account of %s: %w", l.src.Name, err)
		}
		var posts []social.Post
		for _, id := range ids {
			if !erased[id] && len(posts) < maxErased {
				posts = append(posts, tombstone(id))
			}
		}
		// They are stored as deleted a while later, so that the next look may find them
		// again: those are passed over.
		if err := l.publishErased(ctx, posts); err != nil || len(posts) < maxErased {
			return err
		}
	}
}

func (l *sourceListener) publishErased(ctx context.Context, posts []social.Post) error {
	if len(posts) == 0 {
		return nil
	}
	if err := l.opts.Posts.Publish(ctx, posts); err != nil {
		return social.Errorf(social.CodeInternal, "crawler: publish posts of %s: %w", l.src.Name, err)
	}
	l.run.Posts += int64(len(posts))
	return nil
}
