package verify_test

import (
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/job/verify"
	"earshot/storage/integrity"
)

// TestATableThatAMigrationDroppedStaysDropped: it is in what was noted before an upgrade.
func TestATableThatAMigrationDroppedStaysDropped(t *testing.T) {
	s := settings(t, filepath.Join(t.TempDir(), "data"))
	fill(t, s)
	noted, err := integrity.ReadInventory(s.InventoryFile())
	if err != nil {
		t.Fatal(err)
	}
	was := noted.Tables["media"]
	was.ID = "6f6e6365-0000-4000-8000-746865726531"
	noted.Tables["picture_keys"] = was
	if err := noted.Save(s.InventoryFile()); err != nil {
		t.Fatal(err)
	}
	sum, err := verify.Run(t.Context(), s, verify.Options{Repair: true})
	if err != nil {
		t.Fatal(err)
	}
	if said := strings.Join(sum.Repaired, "; "); strings.Contains(said, "picture_keys") {
		t.Errorf("repaired: %s", said)
	}
}
