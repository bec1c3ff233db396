package files

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
)

// TestDaysBeginWhereTheReaderIs: a post of the evening in UTC is of the next day in
// Shanghai, in figures, in dates given and in every bucket.
func TestDaysBeginWhereTheReaderIs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	const brand = "brands:\n  - {name: Northwind, query: northwind}\n"
	write("earshot.yaml", brand+"dashboard:\n  time_zone: Asia/Shanghai\n")
	write("posts.csv", "when,text,who,link\n2026-05-04T20:00:00+00:00,Northwind at night,ana,https://example.org/x\n")
	clitest.Run(t, dir, "import", "posts.csv", "--platform", "forum", "--map", "when=created_at,text=text,who=author,link=url").Want(t, 0)
	for args, want := range map[string][2]string{
		"":                                  {"2026-05-05", "Asia/Shanghai"},
		"--by hour":                         {"2026-05-05T04:00:00+08:00", "Asia/Shanghai"},
		"--by week":                         {"2026-05-04", "Asia/Shanghai"},
		"--from 2026-05-05 --to 2026-05-06": {"2026-05-05", "Asia/Shanghai"},
		"--from 2026-05-04 --to 2026-05-05": {},
		"--time-zone UTC":                   {"2026-05-04", "UTC"},
		"--time-zone Asia/Kolkata --by hour --from 2026-05-05": {"2026-05-05T01:00:00+05:30", "Asia/Kolkata"},
		"--time-zone America/Los_Angeles --to 2026-05-05":      {"2026-05-04", "America/Los_Angeles"},
	} {
		got := clitest.Run(t, dir, append([]string{"export", "trends"}, strings.Fields(args)...)...).Want(t, 0)
		rows := strings.Split(strings.TrimSpace(got.Out), "\r\n")
		zone := slices.Index(strings.Split(rows[0], ","), "time_zone")
		rows = rows[1:]
		if want[0] == "" {
			if len(rows) > 0 {
				t.Errorf("%s: %q, want no row", args, rows)
			}
			continue
		}
		if len(rows) != 1 || !strings.HasPrefix(rows[0], want[0]+",Northwind,") || strings.Split(rows[0], ",")[zone] != want[1] {
			t.Errorf("%s: %q, want a row of %s in %s", args, rows, want[0], want[1])
		}
	}
	if got := clitest.Run(t, dir, "export", "trends", "--time-zone", "Asia/Shangai").Want(t, 2); !strings.Contains(got.Err, "did you mean Asia/Shanghai?") {
		t.Errorf("a zone that is none: %s", got.Err)
	}
	write("earshot.yaml", brand+"dashboard:\n  time_zone: Mars\n")
	if got := clitest.Run(t, dir, "export", "trends").Want(t, 2); !strings.Contains(got.Err, `earshot.yaml:4: dashboard.time_zone: there is no time zone "Mars"`) {
		t.Errorf("a zone that is none: %s", got.Err)
	}
}
