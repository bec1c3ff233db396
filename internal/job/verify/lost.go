package verify

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/job/crawlonce"
	"earshot/internal/job/replay"
	"earshot/internal/social"
	"earshot/storage/integrity"
)

// gapDays is how many days without a loss part one window from the next.
const gapDays = 3

// Lost is a window of days of which posts are lost.
type Lost struct {
	// From and To are the first day, and the day after the last, UTC.
	From  time.Time `json:"from"`
	To    time.Time `json:"to"`
	Posts int64     `json:"posts"`
	// Sources read them, where that is known.
	Sources []string `json:"sources,omitempty"`
	// Commands read them again: from archived answers, where they are kept, and from
	// the platforms.
	Commands []string `json:"commands"`
}

// lost are the windows of what is lost.
func (v *verification) lost() []Lost {
	found, _, _ := v.faults(integrity.FaultPost)
	slices.SortStableFunc(found, func(a, b integrity.Faulty) int { return a.Day.Compare(b.Day) })
	var out []Lost
	for _, f := range found {
		n := len(out)
		if n == 0 || f.Day.After(out[n-1].To.AddDate(0, 0, gapDays)) {
			out = append(out, Lost{From: f.Day})
			n++
		}
		w := &out[n-1]
		w.To = f.Day.AddDate(0, 0, 1)
		w.Posts++
		if f.Source != "" && !slices.Contains(w.Sources, f.Source) {
			w.Sources = append(w.Sources, f.Source)
		}
	}
	archives := v.archives()
	for i := range out {
		w := &out[i]
		slices.Sort(w.Sources)
		if len(archives) > 0 {
			w.Commands = append(w.Commands, "earshot crawl --replay "+strings.Join(archives, " --replay "))
		}
		command := fmt.Sprintf("earshot crawl --once --zone UTC --from %s --to %s", w.From.Format(time.DateOnly), w.To.Format(time.DateOnly))
		for _, name := range v.configured(w.Sources) {
			command += fmt.Sprintf(" --source %q", name)
		}
		w.Commands = append(w.Commands, command)
	}
	return out
}

// configured are those of some sources that the configuration still has.
func (v *verification) configured(names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return !slices.ContainsFunc(v.cfg.Sources, func(s config.Source) bool { return s.Name == name })
	})
}

// archives are the files of archived answers in the data folder.
func (v *verification) archives() []string {
	files, err := filepath.Glob(filepath.Join(v.settings.Folder(), "warc", "*.warc.gz"))
	if err != nil { // the pattern is right
		return nil
	}
	return files
}

// reread reads what is lost again, from archived answers first, and compares once more.
func (v *verification) reread(ctx context.Context) error {
	if files := v.archives(); len(files) > 0 {
		v.opts.Progress(fmt.Sprintf("reading %d archives again", len(files)))
		sum, err := replay.Run(ctx, v.settings, files, nil)
		if err != nil {
			return fmt.Errorf("verify: replay: %w", err)
		}
		v.sum.Repaired = append(v.sum.Repaired, fmt.Sprintf("archives read again: %d posts new, %d updated", sum.New, sum.Updated))
		if err := v.look(ctx, true); err != nil {
			return err
		}
	}
	if len(v.cfg.Sources) == 0 {
		return nil
	}
	for _, w := range v.lost() {
		v.opts.Progress(fmt.Sprintf("reading %s to %s again", w.From.Format(time.DateOnly), w.To.Format(time.DateOnly)))
		to := w.To
		if now := time.Now(); to.After(now) {
			to = now
		}
		sum, err := crawlonce.Run(ctx, v.settings, crawlonce.Options{Sources: v.configured(w.Sources), From: w.From, To: to, Backfill: func(string, social.Backfill) {}})
		if err != nil {
			return fmt.Errorf("verify: read again: %w", err)
		}
		v.sum.Repaired = append(v.sum.Repaired, fmt.Sprintf("%s to %s read again: %d posts new, %d updated", w.From.Format(time.DateOnly), w.To.Format(time.DateOnly), sum.New, sum.Updated))
	}
	return v.look(ctx, true)
}

// accept lets what is lost go: it is counted no more.
func (v *verification) accept(ctx context.Context) (err error) {
	store, eng, err := app.OpenDamaged(ctx, v.settings, v.cfg.Storage.DSN)
	if err != nil {
		return err
	}
	found, _, _ := v.faults(integrity.FaultPost)
	now := time.Now().UTC()
	for chunk := range slices.Chunk(found, repairBatch) {
		var gone []social.Entry
		for _, f := range chunk {
			gone = append(gone, social.Entry{Post: social.Post{Platform: f.Key.Platform, ID: f.Key.ID, Deleted: true, FetchedAt: now}})
		}
		if _, err = store.Write(ctx, gone); err != nil {
			break
		}
	}
	if err == nil {
		_, err = store.RefreshTrends(ctx)
	}
	if cerr := app.CloseStore(store, eng); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("verify: give up what is lost: %w", err)
	}
	v.sum.Repaired = append(v.sum.Repaired, fmt.Sprintf("%d lost posts are given up and counted no more", len(found)))
	return v.look(ctx, true)
}
