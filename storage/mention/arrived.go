package mention

import (
	"context"
	"slices"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// arrivedTries is how often what arrived is looked for anew because parts of it were
// merged meanwhile.
const arrivedTries = 10

// Arrived hands the fingerprints of all states of posts that were stored after since was
// returned to do, also those of deleted posts, which are 0, and returns what is seen now.
// It may hand earlier ones, too. Since nil nothing is handed.
//
// Each insert into a table is a part of a number of its own, and a merged part has the
// numbers of all that it is made of: what is in parts with numbers that were not seen has
// arrived. A part of a lower number may be there later than one of a higher.
func (s *Writer) Arrived(ctx context.Context, since social.Seen, do func(social.Fingerprint) error) (social.Seen, error) {
	seen := social.Seen{}
	for by, runs := range since {
		seen[by] = slices.Clone(runs)
	}
	for try := 0; ; try++ {
		parts, err := s.unseenParts(ctx, seen)
		if err != nil {
			return nil, err
		}
		if len(parts) == 0 {
			return seen, nil
		}
		if since == nil {
			markSeen(seen, parts)
			return seen, nil
		}
		if try == arrivedTries {
			return nil, social.Errorf(social.CodeUnavailable, "storage: what was stored of analyses is merged again and again while it is read")
		}
		there, err := s.eachOfParts(ctx, parts, do)
		if err != nil {
			return nil, err
		}
		// Those merged meanwhile are read as part of what they became.
		markSeen(seen, slices.DeleteFunc(parts, func(p part) bool { return !there[p.place] }))
	}
}

// part is a part of analyses.
type part struct {
	// by is by what its numbers are counted, and place its name and that of its server.
	by, name, place string
	run             [2]int64
}

// unseenParts are those with numbers that were not seen.
func (s *Writer) unseenParts(ctx context.Context, seen social.Seen) ([]part, error) {
	parts, err := database.Collect(ctx, s.db, queries.AnalysisParts, nil, func(r driver.Rows) (p part, err error) {
		return p, r.Scan(&p.by, &p.name, &p.place, &p.run[0], &p.run[1])
	})
	return slices.DeleteFunc(parts, func(p part) bool {
		return slices.ContainsFunc(seen[p.by], func(run [2]int64) bool { return run[0] <= p.run[0] && p.run[1] <= run[1] })
	}), err
}

func (s *Writer) eachOfParts(ctx context.Context, parts []part, do func(social.Fingerprint) error) (there map[string]bool, err error) {
	names := make([]string, len(parts))
	for i, p := range parts {
		names[i] = p.name
	}
	there = map[string]bool{}
	err = s.db.Stream(ctx, queries.FingerprintsArrived, database.Params{"parts": names}, func(r driver.Rows) error {
		var (
			f       social.Fingerprint
			place   string
			version uint64
		)
		if err := r.Scan(&place, &f.Key.Platform, &f.Key.ID, &f.Created, &version, &f.Fingerprint, &f.Original.Platform, &f.Original.ID); err != nil {
			return err
		}
		there[place] = true
		f.Created, f.State = f.Created.UTC(), fetchedAt(version)
		return do(f)
	})
	return there, err
}

// markSeen adds the numbers of parts to what is seen, runs that touch as one.
func markSeen(seen social.Seen, parts []part) {
	for _, p := range parts {
		runs := append(seen[p.by], p.run)
		slices.SortFunc(runs, func(a, b [2]int64) int { return int(a[0] - b[0]) })
		merged := runs[:1]
		for _, run := range runs[1:] {
			if last := &merged[len(merged)-1]; run[0] <= last[1]+1 {
				last[1] = max(last[1], run[1])
			} else {
				merged = append(merged, run)
			}
		}
		seen[p.by] = merged
	}
}
