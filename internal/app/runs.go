package app

import (
	"context"
	"slices"

	"earshot/internal/social"
	"earshot/storage"
)

// runs stores runs with the brands whose posts were kept of what they read.
type runs struct {
	store *storage.Store
	// brands are those of each source; none where every post is kept.
	brands map[string][]string
}

func (a *App) runs() runs {
	r := runs{store: a.Store, brands: map[string][]string{}}
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
	return r.store.WriteRuns(ctx, noted)
}
