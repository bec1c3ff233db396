package verify

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"earshot/internal/app"
	"earshot/internal/pipeline/group"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/integrity"
)

// repairBatch is how many posts are written again together.
const repairBatch = 500

// repairRounds bounds how often what is written again is compared again.
const repairRounds = 3

// reattach brings tables back whose definitions are gone, but not those that a migration dropped.
func (v *verification) reattach(ctx context.Context) error {
	before, err := integrity.ReadInventory(v.settings.InventoryFile())
	if err != nil {
		return err
	}
	now, err := v.store.Inventory(ctx)
	if err != nil {
		return err
	}
	if before.Database != now.Database {
		return nil
	}
	for name, t := range before.Tables {
		if _, there := now.Tables[name]; there || integrity.Retired(name) {
			continue
		}
		if err := v.store.Reattach(ctx, name, t); err != nil {
			return fmt.Errorf("verify: bring table %s back: %w", name, err)
		}
		v.sum.Repaired = append(v.sum.Repaired, "table "+name+" is back: its definition was gone")
	}
	return nil
}

// salvage saves what can be read of broken parts.
func (v *verification) salvage(ctx context.Context) error {
	for _, d := range v.broken {
		v.opts.Progress("saving what can be read of part " + d.Part + " of " + d.Table)
		saved, given, err := v.store.Salvage(ctx, d.Table, d.Part, d.Rows)
		if err != nil {
			return fmt.Errorf("verify: save part %s of %s: %w", d.Part, d.Table, err)
		}
		v.sum.Repaired = append(v.sum.Repaired, fmt.Sprintf("part %s of %s: %d rows saved, %d rows cannot be read", d.Part, d.Table, saved, given))
		aside := d
		aside.Kind, aside.Rows, aside.Detail = social.DamageDetached, given, ""
		if given == 0 {
			if err := v.store.DropDetached(ctx, d.Table, d.Part); err != nil {
				return err
			}
			continue
		}
		v.aside = append(v.aside, aside)
	}
	v.broken = nil
	return nil
}

// repair writes again what the stored posts tell, and recounts what mentions tell.
func (v *verification) repair(ctx context.Context) (err error) {
	const ofPosts = ^integrity.FaultPost
	defer func() { err = errors.Join(err, v.regroup(ctx)) }()
	for range repairRounds {
		found, _, _ := v.faults(ofPosts)
		if len(found) == 0 && len(v.report.Trends) == 0 {
			return nil
		}
		v.opts.Progress(fmt.Sprintf("writing %d posts again", len(found)))
		for chunk := range slices.Chunk(found, repairBatch) {
			if err := v.rewrite(ctx, chunk); err != nil {
				return fmt.Errorf("verify: write posts again: %w", err)
			}
		}
		if len(found) > 0 {
			v.sum.Repaired = append(v.sum.Repaired, fmt.Sprintf("%d stored posts were written again", len(found)))
		}
		days := 0
		for _, wrong := range v.report.Trends {
			if err := v.store.MarkDirty(ctx, wrong); err != nil {
				return err
			}
			days += len(wrong)
		}
		if days > 0 {
			v.sum.Repaired = append(v.sum.Repaired, fmt.Sprintf("%d brand-days of rollups were recomputed", days))
		}
		if _, err := v.store.RefreshTrends(ctx); err != nil {
			return fmt.Errorf("verify: recompute trends: %w", err)
		}
		if v.report, err = v.store.Recheck(ctx, v.report); err != nil {
			return fmt.Errorf("verify: compare again: %w", err)
		}
		v.report = v.withoutWaiting(v.report)
	}
	return nil
}

// regroup finds near copies anew where analyses were lost: what a post is a copy of was
// lost with them.
func (v *verification) regroup(ctx context.Context) error {
	if !v.remade {
		return nil
	}
	v.remade = false
	v.opts.Progress("finding near copies anew")
	if _, err := group.Rebuild(ctx, app.GroupOptions(v.settings, v.store)); err != nil {
		return fmt.Errorf("verify: find near copies anew: %w", err)
	}
	_, err := v.store.RefreshTrends(ctx)
	return err
}

// rewrite writes stored posts again with all that follows from them. Those that have no
// analysis of their state any more are analysed.
func (v *verification) rewrite(ctx context.Context, faulty []integrity.Faulty) error {
	text, err := app.NewTextAnalyzer(v.settings, app.Asked{})
	if err != nil {
		return err
	}
	keys := make([]social.Key, len(faulty))
	of := make(map[social.Key]integrity.Faulty, len(faulty))
	for i, f := range faulty {
		keys[i], of[f.Key] = f.Key, f
	}
	posts, err := v.store.Known(ctx, keys)
	if err != nil {
		return err
	}
	if err := v.store.AddMedia(ctx, posts); err != nil {
		return err
	}
	var claimed, unclaimed []social.Entry
	for _, key := range keys {
		p := posts[key]
		if p == nil {
			continue
		}
		e := social.Entry{Post: p.Post}
		if !p.Post.Deleted {
			if e.Analysis = p.Analysis; p.Analysis.Version == "" || of[key].Fault&integrity.FaultState != 0 {
				e.Analysis, v.remade = text.Analyze(p.Post, p.Media...), true
				e.Analysis.Original = p.Analysis.Original
			}
		}
		switch state := storage.StateOf(of[key].Claimed); {
		case of[key].Claimed == 0 || p.Post.Deleted:
			unclaimed = append(unclaimed, e)
		case state.After(storage.State(p.Post.FetchedAt)):
			// A later state was claimed and never stored: this one takes its place.
			e.Post.FetchedAt = state.Add(time.Second)
			unclaimed = append(unclaimed, e)
		default:
			claimed = append(claimed, e)
		}
	}
	_, err = v.store.WriteAnalyses(ctx, claimed)
	return errors.Join(err, v.writeUnclaimed(ctx, unclaimed))
}

// writeUnclaimed writes states anew. What becomes known of their pictures meanwhile is
// matched with them later.
func (v *verification) writeUnclaimed(ctx context.Context, entries []social.Entry) error {
	var urls []string
	for _, e := range entries {
		for _, img := range e.Post.Images {
			urls = append(urls, img.URL)
		}
	}
	if err := v.store.MarkPicturesDue(ctx, urls); err != nil {
		return err
	}
	_, err := v.store.Write(ctx, entries)
	return err
}
