package files

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

// TestDryRun: a preview shows what an import would store, and opens no store.
func TestDryRun(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "suite.csv")
	table := "Timestamp (ET),Message,Profile,Likes,Mood\n5/4/2026 3:05 pm,one,@ana,\"1,204\",fine\n5/13/2026 3:05 pm,two,@bo,-,fine\nsomeday,three,@cy,1,fine\n"
	if err := os.WriteFile(file, []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"import", file, "--dry-run", "--map", "Timestamp (ET)=created_at,Message=text,Profile=author,Likes=likes"}
	told := clitest.Run(t, dir, args...).Want(t, 1)
	for _, want := range []string{
		"map, 3 records: 2 posts, 1 refused", `dates of "Timestamp (ET)" are month first`, "in America/New_York (the column's name)",
		"from Timestamp (ET)", "2026-05-04T19:05:00Z", "1204 likes", "unknown likes", "mood", "Nothing was stored",
	} {
		if !strings.Contains(told.Out, want) {
			t.Errorf("the preview does not say %q:\n%s", want, told.Out)
		}
	}
	if !strings.Contains(told.Err, `suite.csv:4: the date "someday"`) {
		t.Errorf("stderr does not name what would be refused:\n%s", told.Err)
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); !os.IsNotExist(err) {
		t.Errorf("a folder for data is there: %v", err)
	}
	var previews []struct {
		First []struct {
			CreatedAt time.Time `json:"created_at"`
		}
	}
	stated := clitest.Run(t, dir, append(args, "--json", "--date-order", "mdy", "--time-zone", "+02:00")...).Want(t, 1)
	if err := json.Unmarshal([]byte(stated.Out), &previews); err != nil {
		t.Fatal(err)
	}
	if got := previews[0].First[0].CreatedAt.Format(time.RFC3339); got != "2026-05-04T13:05:00Z" {
		t.Errorf("with a stated zone the first post is of %s", got)
	}
	for _, wrong := range [][]string{{"--time-zone", "Nowhere/City"}, {"--date-order", "ydm"}} {
		clitest.Run(t, dir, append(args, wrong...)...).Want(t, 2)
	}
}
