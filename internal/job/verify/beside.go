package verify

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"earshot/internal/app"
	"earshot/internal/pipeline/page"
	"earshot/internal/social"
	"earshot/storage/integrity"
)

// pictures reads the bytes of every picture and holds them against their name.
func (v *verification) pictures(ctx context.Context) error {
	store, err := app.OpenMedia(ctx, v.settings, v.cfg.Storage)
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	defer store.Close()
	seen, missing := map[string]bool{}, map[string]string{}
	gone, altered := social.Damage{Kind: social.DamageFile, Table: "pictures whose bytes are gone"}, social.Damage{Kind: social.DamageFile, Table: "pictures whose bytes are altered"}
	err = v.store.EachReady(ctx, func(url, sha, thumb string) error {
		for _, key := range []string{sha, thumb} {
			if key == "" || seen[key] {
				continue
			}
			seen[key] = true
			v.sum.Pictures++
			_, _, err := store.Get(ctx, key)
			switch social.CodeOf(err) {
			case "":
			case social.CodeNotFound:
				missing[key] = url
			case social.CodeBroken:
				altered.Rows++
				altered.Detail = "such as that of " + url
			default:
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	// What was erased or let go of meanwhile is missed by nobody.
	used, err := v.store.MediaKeysUsed(ctx, slices.Sorted(maps.Keys(missing)))
	for key := range used {
		gone.Rows++
		gone.Detail = "such as that of " + missing[key]
	}
	for _, d := range []social.Damage{gone, altered} {
		if d.Rows > 0 {
			v.sum.Damage = append(v.sum.Damage, d)
		}
	}
	return err
}

// streams reads all that waits in the streams. Posts of messages that wait are written
// when these are worked on, so half-written ones, as after a kill, are no faults.
func (v *verification) streams(ctx context.Context) {
	bus, err := app.OpenStreams(ctx, v.settings, v.cfg, "earshot verify")
	if social.CodeOf(err) == social.CodeConflict {
		v.sum.Streams = "in use by the Earshot that is running here, which reads them"
		return
	}
	faulty := make(map[social.Key]bool, len(v.report.Faulty))
	for _, f := range v.report.Faulty {
		faulty[f.Key] = true
	}
	n, pages := 0, int64(0)
	v.waiting = map[social.Key]bool{}
	if err == nil {
		n, err = bus.ReadAll(ctx, func(data []byte) {
			pages++
			posts, err := page.Decode(data)
			if err != nil {
				return // one that cannot be read holds no post, and is parked when it is come to
			}
			for _, p := range posts {
				if faulty[p.Key()] {
					v.waiting[p.Key()] = true
				}
			}
		})
		if cerr := bus.Close(); err == nil {
			err = cerr
		}
	}
	if err != nil {
		v.sum.Streams = "not readable"
		v.sum.Damage = append(v.sum.Damage, social.Damage{Kind: social.DamageFile, Table: "streams that cannot be read", Rows: 1, Detail: err.Error()})
		return
	}
	v.sum.Streams = fmt.Sprintf("%d messages and values read", n)
	v.sum.Waiting, v.sum.Unfinished = &pages, int64(len(v.waiting))
	v.report = v.withoutWaiting(v.report)
}

// withoutWaiting leaves the posts out of a report that waiting messages hold.
func (v *verification) withoutWaiting(r integrity.Report) integrity.Report {
	r.Faulty = slices.DeleteFunc(slices.Clone(r.Faulty), func(f integrity.Faulty) bool { return v.waiting[f.Key] })
	return r
}
