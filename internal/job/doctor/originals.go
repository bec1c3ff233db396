package doctor

import (
	"context"
	"fmt"

	"earshot/internal/app/config"
	"earshot/storage"
)

// checkOriginals tells how many pictures are kept as they were fetched.
func checkOriginals(ctx context.Context, cfg config.Config, store *storage.Store) Check {
	c := Check{Name: "originals", Found: "not known"}
	kept, letGo, err := store.OriginalCounts(ctx)
	if err != nil {
		c.Err = err
		return c
	}
	c.Found = fmt.Sprintf("%d pictures are kept as they were fetched, of %d the thumbnail alone", kept, letGo)
	if keep := cfg.Pictures.KeepOriginals.Std(); keep > 0 {
		c.Found += fmt.Sprintf("; originals are let go of %g days after they were fetched (pictures.keep_originals)", keep.Hours()/24)
	}
	return c
}
