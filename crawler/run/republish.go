package run

import (
	"context"
	"fmt"

	"earshot/crawler"
	"earshot/crawler/record"
)

// Republish has the adapter of today read an answer that was received earlier,
// and publishes its posts as they were fetched then. Cursors and runs stay as
// they are. An answer that cannot be read is counted as skipped, with its fault;
// an error is a fault of our own.
func (r *Runner) Republish(ctx context.Context, origin Origin, resp crawler.Response) (record.Counts, error) {
	src, adapter, err := r.sources.Lookup(origin.Source)
	if err != nil {
		return record.Counts{}, fmt.Errorf("crawler: replay: %w", err)
	}
	known, err := r.loadCursor(ctx, origin.Source, origin.Lane)
	if err != nil {
		return record.Counts{}, err
	}
	t := task{Source: origin.Source, Lane: origin.Lane, Horizon: r.horizon(src, known, resp.At), Cursor: known}
	page, err := crawler.Parse(ctx, r.opts.Log, adapter, crawler.Scope{Source: src, Lane: origin.Lane}, resp)
	if err != nil {
		t.Skip("%v (of %s)", err, resp.At.Format("2006-01-02 15:04 MST"))
		return t.Counts, nil
	}
	posts := t.filterPosts(page, src, adapter.Info().Platform, resp)
	t.Posts = int64(len(posts))
	if page.CutBy != nil {
		t.Skip("%v", page.CutBy)
	}
	return t.Counts, r.publishPosts(ctx, laneKey(t.Source, t.Lane), posts)
}
