package main

import (
	"context"
	"fmt"
	"html"
	"io"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/database"
)

// browser asks for pages as a browser does, and hears what they cost.
type browser struct {
	base   string
	client http.Client
	store  *storage.Store

	mu    sync.Mutex
	costs []database.Cost
}

func newBrowser(base string, store *storage.Store) *browser {
	return &browser{base: strings.TrimRight(base, "/"), store: store, client: http.Client{Timeout: 3 * time.Minute}}
}

// all asks for every page, and returns what they and their questions cost.
func (b *browser) all(ctx context.Context, o options) (pages, questions []figure, err error) {
	b.store.Observe(func(c database.Cost) {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.costs = append(b.costs, c)
	})
	defer b.store.Observe(nil)
	asked := map[string]*figure{}
	opened, err := b.pages(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range opened {
		if !strings.Contains(p.name, o.only) {
			continue
		}
		f := figure{name: p.name}
		within := map[string]*figure{}
		for n := range o.repeats + 1 {
			took, err := b.open(ctx, p.at(n))
			if err != nil {
				return nil, nil, err
			}
			costs := b.take()
			if n == 0 {
				continue
			}
			f.add(took, costs)
			for name, c := range byQuery(costs) {
				if within[name] == nil {
					within[name] = &figure{name: fmt.Sprintf("%s: %s, %d times", p.name, name, len(c))}
				}
				within[name].add(c[0].Took, c)
			}
			for _, c := range costs {
				if asked[c.Query] == nil {
					asked[c.Query] = &figure{name: c.Query}
				}
				asked[c.Query].add(c.Took, []database.Cost{c})
			}
		}
		pages = append(pages, f)
		if o.each {
			for _, name := range slices.Sorted(maps.Keys(within)) {
				pages = append(pages, *within[name])
			}
		}
	}
	for _, f := range asked {
		questions = append(questions, *f)
	}
	return pages, questions, nil
}

// byQuery parts costs by the questions.
func byQuery(costs []database.Cost) map[string][]database.Cost {
	by := map[string][]database.Cost{}
	for _, c := range costs {
		by[c.Query] = append(by[c.Query], c)
	}
	return by
}

// pages are those of pages, and those of the newest posts.
func (b *browser) pages(ctx context.Context) ([]page, error) {
	all := pages(time.Now().UTC())
	newest, err := b.store.Posts(ctx, social.Filter{}, social.NewestFirst, 100, "")
	if err != nil {
		return nil, fmt.Errorf("posts to open: %w", err)
	}
	if posts := newest.Posts; len(posts) > 0 {
		all = append(all, page{"a post", func(n int) string { return viewmodel.PostPath(posts[n%len(posts)].Post.Key()) }})
	}
	return all, nil
}

// take returns the costs since the last time.
func (b *browser) take() []database.Cost {
	b.mu.Lock()
	defer b.mu.Unlock()
	costs := b.costs
	b.costs = nil
	return costs
}

// skeleton is a panel that was not ready when its page was sent, and fetches itself.
var skeleton = regexp.MustCompile(`class="skeleton"[^>]* hx-get="([^"]+)"`)

// open fetches a page and the panels that it was sent without, side by side, and
// returns how long all that took.
func (b *browser) open(ctx context.Context, address string) (time.Duration, error) {
	began := time.Now()
	body, err := b.get(ctx, address, false)
	if err != nil {
		return 0, err
	}
	var wait sync.WaitGroup
	late := skeleton.FindAllStringSubmatch(body, -1)
	faults := make([]error, len(late))
	for i, m := range late {
		wait.Go(func() { _, faults[i] = b.get(ctx, html.UnescapeString(m[1]), true) })
	}
	wait.Wait()
	for _, err := range faults {
		if err != nil {
			return 0, err
		}
	}
	took := time.Since(began)
	return took, b.settled(ctx)
}

// rests is for how long nothing is asked when a page has asked all that it asks.
const rests = 100 * time.Millisecond

// settled waits until nothing is asked any more: a page is sent before the last of its
// questions is answered, if need be.
func (b *browser) settled(ctx context.Context) error {
	for quiet := time.Now(); time.Since(quiet) < rests; {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(rests / 20):
		}
		if b.store.PageCounts().Running > 0 {
			quiet = time.Now()
		}
	}
	return nil
}

func (b *browser) get(ctx context.Context, address string, fragment bool) (string, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, b.base+address, nil)
	if err != nil {
		return "", err
	}
	if fragment {
		r.Header.Set("HX-Request", "true")
	}
	answer, err := b.client.Do(r)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return "", err
	}
	if answer.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%s: %s", address, answer.Status)
	}
	return string(body), nil
}
