package files

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/cli/clitest"
)

// imported is what import --json prints.
type imported struct {
	Files []struct {
		File                    string
		Formats                 []string
		Records, Posts, Skipped int
	}
	New, Updated, Stale, Dropped, Refused, Unreadable, Stored int
}

// importFiles imports into the store of a folder and wants the exit code.
func importFiles(t *testing.T, dir string, code int, args ...string) (imported, clitest.Result) {
	t.Helper()
	got := clitest.Run(t, dir, append([]string{"import", "--json"}, args...)...).Want(t, code)
	var sum imported
	if err := json.Unmarshal([]byte(got.Out), &sum); err != nil {
		t.Fatalf("summary: %v\n%s", err, got.Out)
	}
	return sum, got
}

// TestRoundTrip exports a store, imports the export into an empty one and wants
// the same export from there, in both formats.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.03)
	w.Crawl(t, 0)
	want := lines(w.Run(t, "export", "posts").Want(t, 0).Out)
	for _, format := range []string{"ndjson", "csv"} {
		t.Run(format, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "posts."+format)
			w.Run(t, "export", "posts", "--format", format, "-o", file).Want(t, 0)
			other := &clitest.World{Server: w.Server, Dir: t.TempDir()}
			other.Configure(t)
			sum, _ := importFiles(t, other.Dir, 0, file)
			if sum.New != len(want) || sum.Stored != len(want) {
				t.Errorf("%+v, want %d new posts", sum, len(want))
			}
			if diff := cmp.Diff(want, lines(other.Run(t, "export", "posts").Want(t, 0).Out)); diff != "" {
				t.Errorf("export after import (-want +got):\n%s", clitest.Tail(diff))
			}
			if sum, _ := importFiles(t, other.Dir, 0, file); sum.New != 0 || sum.Stored != len(want) {
				t.Errorf("importing again: %+v adds posts", sum)
			}
		})
	}
}

// original is of which post another is a near copy: the first that was known of
// a group, which is another one when posts come in another order.
var original = regexp.MustCompile(`"original_platform":[^,]*,"original_id":(?:null|"[^"]*"),`)

// lines are the lines of an export without originals, in an order of their own:
// posts of one moment come in any.
func lines(out string) []string {
	all := strings.Split(strings.TrimSpace(original.ReplaceAllString(out, "")), "\n")
	slices.Sort(all)
	return all
}

// TestImportFormats imports a file of each tool at once, and wants what cannot
// be read named, the rest stored, and nothing added by doing it again.
func TestImportFormats(t *testing.T) {
	t.Parallel()
	folder, err := filepath.Abs("../../../importer/testdata")
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for _, name := range []string{"tiktok.ndjson", "instagram.ndjson", "linkedin.ndjson", "data/xhs/json/search_contents.json",
		"data/bilibili/csv/search_contents.csv", "brandwatch.csv", "talkwalker.csv", "meltwater.csv", "posts.ndjson.gz"} {
		files = append(files, filepath.Join(folder, name))
	}
	dir := t.TempDir()
	sum, got := importFiles(t, dir, 1, append(files, "--source", "archive")...)
	for _, place := range []string{"tiktok.ndjson:2: it has no time", "tiktok.ndjson:3: no known format", "search_contents.json:item 2: ", `brandwatch.csv:12: the date "someday"`} {
		if !strings.Contains(got.Err, place) {
			t.Errorf("stderr does not name %q:\n%s", place, clitest.Tail(got.Err))
		}
	}
	// The article that Brandwatch and Meltwater both have is one post.
	if sum.New != 11 || sum.Stored != 11 || len(sum.Files) != len(files) {
		t.Errorf("%+v, want 11 new posts of %d files", sum, len(files))
	}
	if again, _ := importFiles(t, dir, 1, append(files, "--source", "archive")...); again.New != 0 || again.Stored != 11 {
		t.Errorf("importing again: %+v adds posts", again)
	}
}

// TestImportKeepsWhatIsNewer imports a state of a post that is older than the
// one stored, through standard input, and a CSV that no format knows.
func TestImportKeepsWhatIsNewer(t *testing.T) {
	t.Parallel()
	state := func(text, collected string) string {
		return `{"source_platform":"tiktok.com","timestamp_collected":` + collected + `,"data":{"id":"1","desc":"` + text + `","createTime":1761998400,"author":{"uniqueId":"ada"}}}`
	}
	dir := t.TempDir()
	clitest.RunWith(t, dir, state("later", "1762100000000"), "import", "-").Want(t, 0)
	old := clitest.RunWith(t, dir, state("earlier", "1762000000000"), "import", "-", "--json").Want(t, 0)
	if !strings.Contains(old.Out, `"stale": 1`) {
		t.Errorf("the older state is not left out:\n%s", old.Out)
	}
	table := "Posted on;Message;Member\n2025-11-01 10:00;\"hello;\nthere\";bo\n"
	file := filepath.Join(dir, "forum.csv")
	if err := os.WriteFile(file, []byte(table), 0o600); err != nil {
		t.Fatal(err)
	}
	importFiles(t, dir, 0, file, "--map", "Posted on=created_at,Message=text,Member=author", "--platform", "forum")
	out := clitest.Run(t, dir, "export", "posts").Want(t, 0).Out
	for _, want := range []string{`"text":"later"`, `"platform":"forum"`, `"text":"hello;\nthere"`} {
		if !strings.Contains(out, want) {
			t.Errorf("%s is not stored:\n%s", want, out)
		}
	}
	if strings.Contains(out, "earlier") {
		t.Errorf("the older state took the newer one's place:\n%s", out)
	}
	exportsForSpreadsheets(t, dir)
}

// exportsForSpreadsheets exports the two posts of a folder as people open them.
func exportsForSpreadsheets(t *testing.T, dir string) {
	t.Helper()
	for name, want := range map[string]struct {
		args        []string
		begin, told string
	}{
		"posts.csv":     {[]string{"posts", "--bom"}, "\ufeffplatform,id,", "2 rows written as csv for spreadsheets to "},
		"posts.xlsx":    {[]string{"posts"}, "PK\x03\x04", "2 rows written as xlsx to "},
		"trends.xlsx":   {[]string{"trends"}, "PK\x03\x04", "0 rows written as xlsx to "},
		"authors.jsonl": {[]string{"authors"}, `{"platform":`, "2 rows written as ndjson to "},
	} {
		file := filepath.Join(dir, name)
		got := clitest.Run(t, dir, append(append([]string{"export"}, want.args...), "-o", file)...).Want(t, 0)
		if !strings.Contains(got.Err, want.told+file) {
			t.Errorf("%s: stderr does not say %q:\n%s", name, want.told, got.Err)
		}
		if data, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(data), want.begin) {
			t.Errorf("%s begins with %.20q: %v", name, data, err)
		}
	}
	clitest.Run(t, dir, "export", "posts", "--bom", "--format", "parquet").Want(t, 2)
}

func TestImportRefusals(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "odd.csv")
	if err := os.WriteFile(file, []byte("a,b\n1,2\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		args []string
		want string
	}{
		{[]string{"import", filepath.Join(dir, "missing.csv")}, "missing.csv"},
		{[]string{"import", dir}, "it is no file"},
		{[]string{"import", file}, "no known format has such columns"},
		{[]string{"import", file, "--format", "nope"}, `unknown format "nope"`},
		{[]string{"import", file, "--source", "a/b"}, "a name is one line"},
	} {
		if got := clitest.Run(t, dir, tc.args...).Want(t, 2); !strings.Contains(got.Err, tc.want) {
			t.Errorf("%v: %q does not say %q", tc.args, got.Err, tc.want)
		}
	}
}
