package database

import (
	"cmp"
	"context"
	"slices"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/queries"
)

// arrivedTries is how often what arrived is looked for anew because parts of it were
// merged meanwhile.
const arrivedTries = 10

// part is a part of a table.
type part struct {
	// name is that of the part, and place that and its server's.
	name, place string
	// by is by what its numbers are counted.
	by  string
	run [2]int64
}

// Arrived has read told of the parts of a table with what was stored after since was
// returned, and returns what is seen now. They may hold earlier rows, too. Since nil none
// are told. read says by place which parts were still there when it read them.
//
// Each insert into a table is a part of a number of its own, and a merged part has the
// numbers of all that it is made of: what is in parts with numbers that were not seen has
// arrived. A part of a lower number may be there later than one of a higher. What is stored
// while it reads is left to the next call, so that it ends beside one who never stops
// writing.
func (d *DB) Arrived(ctx context.Context, table string, since social.Seen, read func(names []string) (there map[string]bool, err error)) (social.Seen, error) {
	seen := social.Seen{}
	for by, runs := range since {
		seen[by] = slices.Clone(runs)
	}
	var goal []part // what is there at first, as far as it is not seen yet
	for try := 0; ; try++ {
		parts, err := d.unseenParts(ctx, table, seen)
		if err != nil {
			return nil, err
		}
		if try == 0 {
			goal = parts
		}
		parts = slices.DeleteFunc(slices.Clone(parts), func(p part) bool { return !slices.ContainsFunc(goal, p.touches) })
		if len(parts) == 0 {
			return seen, nil
		}
		if since == nil {
			markSeen(seen, parts)
			return seen, nil
		}
		if try == arrivedTries {
			return nil, social.Errorf(social.CodeUnavailable, "storage: what was stored of %s is merged again and again while it is read", table)
		}
		names := make([]string, len(parts))
		for i, p := range parts {
			names[i] = p.name
		}
		there, err := read(names)
		if err != nil {
			return nil, err
		}
		// Those merged meanwhile are read as part of what they became.
		markSeen(seen, slices.DeleteFunc(parts, func(p part) bool { return !there[p.place] }))
		goal = slices.DeleteFunc(slices.Clone(goal), func(p part) bool { return isSeen(seen, p) })
	}
}

// touches tells whether two parts have numbers in common.
func (p part) touches(other part) bool {
	return p.by == other.by && p.run[0] <= other.run[1] && other.run[0] <= p.run[1]
}

// isSeen tells whether all numbers of a part were seen.
func isSeen(seen social.Seen, p part) bool {
	return slices.ContainsFunc(seen[p.by], func(run [2]int64) bool { return run[0] <= p.run[0] && p.run[1] <= run[1] })
}

// unseenParts are those with numbers that were not seen.
func (d *DB) unseenParts(ctx context.Context, table string, seen social.Seen) ([]part, error) {
	parts, err := Collect(ctx, d, queries.ArrivedParts, Params{"table": table}, func(r driver.Rows) (p part, err error) {
		return p, r.Scan(&p.by, &p.name, &p.place, &p.run[0], &p.run[1])
	})
	return slices.DeleteFunc(parts, func(p part) bool { return isSeen(seen, p) }), err
}

// markSeen adds the numbers of parts to what is seen, runs that touch as one.
func markSeen(seen social.Seen, parts []part) {
	for _, p := range parts {
		runs := append(seen[p.by], p.run)
		slices.SortFunc(runs, func(a, b [2]int64) int { return cmp.Compare(a[0], b[0]) })
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
