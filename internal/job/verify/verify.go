// Package verify proves that what is stored is whole, or names what is not; it
// repairs what the store itself can tell, and reads again what is lost.
package verify

import (
	"context"
	"fmt"
	"slices"
	"time"

	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/engine"
	"earshot/storage/integrity"
)

// Options choose what is done beside looking.
type Options struct {
	// Repair rewrites what the store itself can tell.
	Repair bool
	// Reread reads what is lost from archived answers and the platforms.
	Reread bool
	// Accept gives up what is lost for good: figures and lists agree without it.
	Accept bool
	// Progress is called now and then with what is under way.
	Progress func(what string)
}

// Summary is what was found, and done.
type Summary struct {
	// OK tells whether everything is exact now.
	OK bool `json:"ok"`
	// Parts, Posts, Mentions, Days and Pictures are how many were compared or read.
	Parts    int64 `json:"parts"`
	Posts    int64 `json:"posts"`
	Mentions int64 `json:"mentions"`
	Days     int64 `json:"brand_days"`
	Pictures int64 `json:"pictures"`
	// Streams says how the streams are.
	Streams string `json:"streams"`
	// Waiting counts the messages of posts that wait in the streams; nil where that is
	// not known. Unfinished counts the posts of them that are stored by halves, as after
	// a kill: they are no faults, as the next run, crawl or import stores them whole.
	Waiting    *int64 `json:"waiting_messages,omitempty"`
	Unfinished int64  `json:"unfinished_posts,omitempty"`
	// Damage is what is wrong still, Repaired what was put right.
	Damage   []social.Damage `json:"damage"`
	Repaired []string        `json:"repaired,omitempty"`
	// Lost are the days of which posts are lost, with the commands that read them again.
	Lost []Lost `json:"lost,omitempty"`
}

// pauses are the waits before what seems faulty is compared again: what is being
// written by a running Earshot is stored soon.
var pauses = []time.Duration{time.Second, 4 * time.Second, 15 * time.Second}

// verification is a Run under way.
type verification struct {
	settings app.Settings
	cfg      config.Config
	opts     Options
	store    *storage.Store
	eng      *engine.Engine
	sum      Summary
	report   integrity.Report
	// waiting are the posts stored by halves that waiting messages hold.
	waiting map[social.Key]bool
	// remade: analyses were made anew.
	remade bool
	// aside and broken are parts that were set aside, and that cannot be read.
	aside, broken []social.Damage
}

// Run verifies the store, repairs and reads again as it is asked to, and tells what is
// wrong still.
func Run(ctx context.Context, s app.Settings, opts Options) (sum Summary, err error) {
	if opts.Progress == nil {
		opts.Progress = func(string) {}
	}
	cfg, err := s.LoadConfig(false)
	if err != nil {
		return sum, err
	}
	v := &verification{settings: s, cfg: cfg, opts: opts}
	if err := v.look(ctx, opts.Repair || opts.Reread || opts.Accept); err != nil {
		return v.sum, err
	}
	if opts.Reread && len(v.lost()) > 0 {
		if err := v.reread(ctx); err != nil {
			return v.sum, err
		}
	}
	if opts.Accept && len(v.lost()) > 0 {
		if err := v.accept(ctx); err != nil {
			return v.sum, err
		}
	}
	return v.sum, nil
}

// look opens the store, compares everything, repairs where it may, and closes it.
func (v *verification) look(ctx context.Context, repair bool) (err error) {
	if v.store, v.eng, err = app.OpenDamaged(ctx, v.settings, v.cfg.Storage.DSN); err != nil {
		return err
	}
	defer func() {
		if cerr := app.CloseStore(v.store, v.eng); err == nil {
			err = cerr
		}
	}()
	repaired, lost := v.sum.Repaired, v.sum.Lost
	v.sum = Summary{Damage: []social.Damage{}, Repaired: repaired, Lost: lost}
	if repair {
		if err := v.reattach(ctx); err != nil {
			return err
		}
	}
	if err := v.parts(ctx); err != nil {
		return err
	}
	if repair {
		if err := v.salvage(ctx); err != nil {
			return err
		}
	}
	if err := v.compare(ctx); err != nil {
		return err
	}
	v.streams(ctx)
	if repair {
		if err := v.repair(ctx); err != nil {
			return err
		}
	}
	if err := v.pictures(ctx); err != nil {
		return err
	}
	return v.conclude(ctx, repair)
}

// parts looks for parts and tables that are gone, and reads all others.
func (v *verification) parts(ctx context.Context) error {
	found, err := v.settings.Damage(ctx, v.store, false)
	if err != nil {
		return err
	}
	v.aside, v.broken = found, nil
	for _, d := range found {
		if d.Kind == social.DamageTable {
			return social.Errorf(social.CodeBroken, "%s: \"earshot verify --repair\" brings back what can be", d.Sentence())
		}
	}
	now, err := v.store.Inventory(ctx)
	if err != nil {
		return err
	}
	for name := range now.Tables {
		v.opts.Progress("reading the parts of " + name)
		n, broken, err := v.store.CheckTable(ctx, name)
		if err != nil {
			return fmt.Errorf("verify: read table %s: %w", name, err)
		}
		v.sum.Parts += int64(n)
		v.broken = append(v.broken, broken...)
	}
	return nil
}

// compare holds the tables against one another, and waits for what is being written.
func (v *verification) compare(ctx context.Context) error {
	if len(v.broken) > 0 { // no query on these tables ends
		return nil
	}
	report, err := v.store.Compare(ctx, func(r integrity.Report) {
		v.opts.Progress(fmt.Sprintf("%d posts compared", r.Posts))
	})
	if err != nil {
		return fmt.Errorf("verify: compare tables: %w", err)
	}
	for _, pause := range pauses {
		if len(report.Faulty) == 0 && len(report.Trends) == 0 || v.alone() {
			break
		}
		v.opts.Progress(fmt.Sprintf("%d posts seem faulty; comparing them again", len(report.Faulty)))
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		if report, err = v.store.Recheck(ctx, report); err != nil {
			return fmt.Errorf("verify: compare again: %w", err)
		}
	}
	v.report = report
	v.sum.Posts, v.sum.Mentions, v.sum.Days = report.Posts, report.Mentions, report.Days
	return nil
}

// alone tells whether nothing else writes to the store: the engine is ours.
func (v *verification) alone() bool { return v.eng != nil && !v.eng.Attached() }

// faults are the faulty posts of a report that have any of some faults, with the days
// they are of.
func (v *verification) faults(of integrity.Fault) (found []integrity.Faulty, first, last time.Time) {
	for _, f := range v.report.Faulty {
		if f.Fault&of == 0 {
			continue
		}
		found = append(found, f)
		if first.IsZero() || f.Day.Before(first) {
			first = f.Day
		}
		if f.Day.After(last) {
			last = f.Day
		}
	}
	return found, first, last
}

// conclude tells what is wrong still, and notes what tables are made of where all is well.
func (v *verification) conclude(ctx context.Context, repair bool) error {
	for _, kind := range []struct {
		fault  integrity.Fault
		table  string
		detail string
	}{
		{integrity.FaultPost, "posts", "counted, analysed or claimed, and not stored"},
		{integrity.FaultClaims, "claims", "stored posts without their places"},
		{integrity.FaultAnalysis, "analyses", "stored posts without an analysis"},
		{integrity.FaultState, "analyses", "of another state than the stored post"},
		{integrity.FaultHalf, "claims", "a later state was claimed and is not stored"},
		{integrity.FaultMentions, "mentions", "stored posts that are counted otherwise than they are analysed"},
	} {
		if found, first, last := v.faults(kind.fault); len(found) > 0 {
			v.sum.Damage = append(v.sum.Damage, social.Damage{Kind: social.DamageRows, Table: kind.table, Rows: int64(len(found)), From: first, To: last, Detail: kind.detail})
		}
	}
	for table, days := range v.report.Trends {
		v.sum.Damage = append(v.sum.Damage, social.Damage{Kind: social.DamageRows, Table: table, Rows: int64(len(days)),
			From: days[0].Day, To: days[len(days)-1].Day, Detail: "brand-days that say something else than a recount"})
	}
	v.sum.Damage = append(v.sum.Damage, v.broken...)
	if v.sum.Lost = v.lost(); len(v.broken) == 0 {
		v.forgetHealed(ctx, repair)
	}
	v.sum.Damage = append(v.sum.Damage, v.aside...)
	v.sum.OK = len(v.sum.Damage) == 0
	if !keeps(v.eng) {
		return nil
	}
	now, err := v.store.Inventory(ctx)
	if err != nil {
		return err
	}
	now.Lost = slices.Concat(v.sum.Damage)
	now.Lost = slices.DeleteFunc(now.Lost, func(d social.Damage) bool { return d.Kind == social.DamageFile })
	if !repair && len(now.Lost) > 0 {
		return nil // the inventory still tells what was there
	}
	return now.Save(v.settings.InventoryFile())
}

func keeps(eng *engine.Engine) bool { return eng == nil || !eng.Attached() }

// forgetHealed lets go of parts that were set aside or lost where the comparison proves
// that nothing of their tables is missing any more.
func (v *verification) forgetHealed(ctx context.Context, repair bool) {
	if !repair {
		return
	}
	checks := integrity.Tables()
	var left []social.Damage
	for _, d := range v.aside {
		healed := checks[d.Table] != integrity.ByParts && !slices.ContainsFunc(v.sum.Damage, func(other social.Damage) bool {
			return other.Kind == social.DamageRows && (other.Table == d.Table || d.Table == "posts" || d.Table == "claims")
		})
		if !healed && !v.opts.Accept {
			left = append(left, d)
			continue
		}
		if d.Kind == social.DamageDetached {
			if err := v.store.DropDetached(ctx, d.Table, d.Part); err != nil {
				v.settings.Log.Warn("a part that was set aside is not removed", "part", d.Part, "error", err)
				left = append(left, d)
				continue
			}
		}
		v.sum.Repaired = append(v.sum.Repaired, fmt.Sprintf("what was in part %s of %s is stored again, or given up", d.Part, d.Table))
	}
	v.aside = left
}
