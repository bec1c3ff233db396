package crawl

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
)

// TestDoctorAsJSON reads the findings as a program that watches Earshot does: the
// same as people are shown, of a folder that is well and of one that is not.
func TestDoctorAsJSON(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.03)
	type report struct {
		OK     bool
		Checks []struct {
			Name, Found, Error string
			OK                 bool
		}
	}
	read := func(code int) (found report) {
		t.Helper()
		out := w.Run(t, "doctor", "--json").Want(t, code).Out
		if err := json.Unmarshal([]byte(out), &found); err != nil {
			t.Fatalf("doctor --json prints %q: %v", out, err)
		}
		return found
	}
	well := read(0)
	if !well.OK || len(well.Checks) == 0 {
		t.Fatalf("the findings of a new folder are %+v", well)
	}
	shown := w.Run(t, "doctor").Want(t, 0).Out
	for _, c := range well.Checks {
		if !c.OK || c.Error != "" || !strings.Contains(shown, c.Name) {
			t.Errorf("check %+v is not the one shown:\n%s", c, shown)
		}
	}
	// The folder is a file: nothing can be stored in it.
	blocked := filepath.Join(t.TempDir(), "data")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w.Setenv("EARSHOT_DATA", blocked)
	ill := read(1)
	var faults []string
	for _, c := range ill.Checks {
		if !c.OK {
			faults = append(faults, c.Name+": "+c.Error)
		}
	}
	if ill.OK || len(faults) != 1 || !strings.HasPrefix(faults[0], "data folder: ") {
		t.Errorf("the faults found are %q, want the data folder", faults)
	}
}
