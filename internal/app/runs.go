package app

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"earshot/internal/social"
	"earshot/storage"
)

// runs stores runs with the brands whose posts were kept of what they read.
type runs struct {
	store *storage.Store
	log   *slog.Logger
	// brands are those of each source; none where every post is kept.
	brands map[string][]string
}

func (a *App) runs() runs {
	r := runs{store: a.Store, log: a.Settings.Log, brands: map[string][]string{}}
	var all []string
	for _, b := range a.Brands {
		all = append(all, b.Name)
	}
	slices.Sort(all)
	for _, src := range a.Sources {
		if src.Keep == social.KeepAll {
			continue
		}
		r.brands[src.Name] = all
		if len(src.Coverage) > 0 {
			// Of a platform that is asked for some brands only, posts about others come
			// by chance.
			var asked []string
			for _, c := range src.Coverage {
				asked = append(asked, c.Brand)
			}
			slices.Sort(asked)
			r.brands[src.Name] = asked
		}
	}
	return r
}

func (r runs) WriteRuns(ctx context.Context, all []social.Run) error {
	noted := slices.Clone(all)
	for i := range noted {
		noted[i].Brands = r.brands[noted[i].Source]
	}
	if err := r.store.WriteRuns(ctx, noted); err != nil {
		return err
	}
	for _, run := range all {
		r.tell(ctx, run)
	}
	return nil
}

// tell logs a run that ended, in one line: what it read, and what was wrong.
func (r runs) tell(ctx context.Context, run social.Run) {
	if run.Finished.IsZero() {
		return
	}
	attrs := []any{"source", run.Source, "state", run.State, "posts", run.Posts}
	if run.New != nil {
		attrs = append(attrs, "new", *run.New)
	}
	for _, count := range []struct {
		name string
		n    int64
	}{{"skipped", run.Skipped}, {"unread", run.Unread}} {
		if count.n > 0 {
			attrs = append(attrs, count.name, count.n)
		}
	}
	attrs = append(attrs, "requests", run.Requests, "took", run.Finished.Sub(run.Started).Round(time.Millisecond))
	if run.State.Failing() {
		attrs = append(attrs, "fault", shownFault(run.FaultSentence()))
	}
	r.log.InfoContext(ctx, "source crawled", attrs...)
}

// faultLength bounds what a line of the log says of a fault, in characters; the Sources page and
// source health have all of it.
const faultLength = 200

func shownFault(fault string) string {
	if runes := []rune(fault); len(runes) > faultLength {
		return string(runes[:faultLength]) + "..."
	}
	return fault
}
