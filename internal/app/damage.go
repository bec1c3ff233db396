package app

import (
	"context"
	"errors"
	"path/filepath"
	"sync"
	"time"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/engine"
	"earshot/storage/integrity"
)

// lookEvery is how often what tables are made of is noted and looked at.
const lookEvery = time.Minute

// InventoryFile is where what tables are made of is noted. It lies outside of the
// engine's folder, so that it tells when that is gone.
func (s Settings) InventoryFile() string { return filepath.Join(s.Folder(), "inventory.json") }

// Damage looks for what of the tables is gone since they were last looked at, without
// reading data. keep notes what is there now; only one process at a time may ask it to.
func (s Settings) Damage(ctx context.Context, store *storage.Store, keep bool) ([]social.Damage, error) {
	before, err := integrity.ReadInventory(s.InventoryFile())
	if err != nil {
		return nil, err
	}
	now, found, err := store.Look(ctx, before)
	if err != nil || !keep {
		return found, err
	}
	return found, now.Save(s.InventoryFile())
}

// keepsInventory tells whether this process is the one to note what tables are made of:
// not a guest of another process's engine.
func keepsInventory(eng *engine.Engine) bool { return eng == nil || !eng.Attached() }

// reportDamage looks for damage when a store is opened, and logs it. It fails where a
// table is gone.
func (s Settings) reportDamage(ctx context.Context, store *storage.Store, eng *engine.Engine) error {
	found, err := s.Damage(ctx, store, keepsInventory(eng))
	if err != nil {
		return err
	}
	var gone []error
	for _, d := range found {
		s.Log.Error("what was stored is damaged; earshot verify tells what is gone and what can be done", "what", d.Sentence())
		if d.Kind == social.DamageTable {
			gone = append(gone, errors.New(d.Sentence()))
		}
	}
	if len(gone) > 0 {
		return social.Errorf(social.CodeBroken, "%w: \"earshot verify --repair\" brings back what can be", errors.Join(gone...))
	}
	return nil
}

// damageWatch is what the running program knows of damage.
type damageWatch struct {
	mu    sync.Mutex
	found []social.Damage
}

func (w *damageWatch) set(found []social.Damage) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.found = found
}

// known is what the last look found.
func (w *damageWatch) known(context.Context) []social.Damage {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.found
}

// watchDamage looks for damage now and then until ctx ends.
func (a *App) watchDamage(ctx context.Context) {
	told := map[string]bool{}
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for first := true; ; first = false {
		found, err := a.Settings.Damage(ctx, a.Store, keepsInventory(a.Engine))
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			a.Settings.Log.Warn("damage not looked for, will try again", "error", err)
		default:
			a.damage.set(found)
		}
		for _, d := range found {
			if what := d.Sentence(); !told[what] {
				told[what] = true
				if !first { // the start has told it
					a.Settings.Log.Error("what is stored is damaged; earshot verify tells what is gone and what can be done", "what", what)
				}
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
