package cases

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

func fileCases() []situation {
	return []situation{
		{"x-zeeschuimer.ndjson", []string{
			"1001 ana_b The Brewline queue went ... anywhere", "1002 bo_l the words of 1001 in full, folded under it",
			"1003 ana_b Brewline R&D > everyone else", "1004 cleo_m Brewline picture", "found by \"R&D\": 1003"}, zeeschuimer},
		{"excel-damaged-ids.csv", []string{"7301234567890123450", "7301234567890123451", "7301234567890123452"}, damagedIDs},
		{"us-12h.csv", []string{
			"as they stand: 2025-12-31T05:30:00Z 2026-05-04T19:05:00Z 2026-05-06T03:59:00Z 2026-05-13T19:05:00Z",
			"with the order stated: 2025-12-31T05:30:00Z 2026-05-04T19:05:00Z 2026-05-06T03:59:00Z 2026-05-13T19:05:00Z"}, unitedStates},
		{"4cat.csv", []string{"x 1001 ana_b 2026-05-04T10:00:00Z Brewline again"}, fourCAT},
		{"csv-bom.md", []string{"trends --bom: ef bb bf", "posts --bom: ef bb bf", "dashboard: ef bb bf"}, byteOrderMarks},
		{"time-zone.md", []string{"Asia/Shanghai 2026-05-05 1", "America/Los_Angeles 2026-05-04 1"}, timeZone},
	}
}

func sorted(all []string) []string {
	slices.Sort(all)
	return all
}

// imports imports a file of the folder and wants the exit code.
func imports(t *testing.T, w *clitest.World, code int, file string, flags ...string) clitest.Result {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(folder, file))
	if err != nil {
		t.Fatal(err)
	}
	return w.Run(t, append([]string{"import", path}, flags...)...).Want(t, code)
}

func zeeschuimer(t *testing.T, file string) []string {
	w := work(t, "")
	imports(t, w, 0, file)
	var all []string
	words := map[any]string{}
	for _, row := range stored(t, w) {
		words[row["id"]] = strings.TrimSpace(row["text"].(string))
	}
	folded := map[any]bool{"1001": true, "1002": true, "1003": true, "1004": true}
	for _, row := range stored(t, w, "--fold-copies") {
		delete(folded, row["id"])
	}
	for _, row := range stored(t, w) {
		said := words[row["id"]]
		switch {
		case row["id"] == "1002" && strings.Contains(said, words["1001"]) && folded["1002"]:
			said = "the words of 1001 in full, folded under it"
		case row["id"] == "1002" && folded["1002"]:
			said = "folded under 1001, but cut: " + said
		case len(said) > 60:
			said = opening(said, 23) + " ... " + said[strings.LastIndex(said, " ")+1:]
		default:
			said, _, _ = strings.Cut(said, " http")
		}
		all = append(all, fmt.Sprint(row["id"], " ", row["author"], " ", said))
	}
	for _, row := range stored(t, w, "--query", `"R&D"`) {
		all = append(all, fmt.Sprintf("found by \"R&D\": %v", row["id"]))
	}
	return sorted(all)
}

func damagedIDs(t *testing.T, file string) []string {
	w := work(t, "")
	imports(t, w, 0, file)
	var all []string
	for _, row := range stored(t, w) {
		all = append(all, fmt.Sprint(row["id"]))
	}
	return sorted(all)
}

// unitedStates imports the file as it stands, where the whole column tells the
// order and its name the zone, and then with both stated.
func unitedStates(t *testing.T, file string) []string {
	times := func(flags ...string) string {
		w := work(t, "")
		imports(t, w, 0, file, append(flags, "--map=Timestamp (ET)=created_at,Message=text,Profile=author,Permalink=url")...)
		var all []string
		for _, row := range stored(t, w) {
			all = append(all, fmt.Sprint(row["created_at"]))
		}
		return strings.Join(sorted(all), " ")
	}
	return []string{
		"as they stand: " + times(),
		"with the order stated: " + times("--date-order", "mdy", "--time-zone", "America/New_York"),
	}
}

func fourCAT(t *testing.T, file string) []string {
	w := work(t, "")
	imports(t, w, 0, file)
	var all []string
	for _, row := range stored(t, w) {
		all = append(all, fmt.Sprint(row["platform"], " ", row["id"], " ", row["author"], " ", row["created_at"], " ", row["text"]))
	}
	return all
}

// byteOrderMarks reads the first bytes of what is exported and downloaded.
func byteOrderMarks(t *testing.T, _ string) []string {
	w := work(t, "")
	imports(t, w, 0, "x-zeeschuimer.ndjson")
	first := func(b []byte) string { return fmt.Sprintf("% x", b[:min(3, len(b))]) }
	var all []string
	for _, what := range []string{"trends", "posts"} {
		got := w.Run(t, "export", what, "--format", "csv", "--bom")
		all = append(all, what+" --bom: "+first([]byte(got.Out)))
	}
	service := w.Serve(t, "run", "--addr", "127.0.0.1:0")
	base := service.Address(t)
	answer, err := http.Get(base + "/export/posts.csv?brand=Brewline&period=custom&from=2026-05-01&to=2026-05-31")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	service.Stop(t)
	return append(all, "dashboard: "+first(body))
}

// timeZone cuts days of one post in two zones of the workspace.
func timeZone(t *testing.T, _ string) []string {
	w := work(t, "")
	importRows(t, w, [][]string{{"id", "text", "created_at"}, {"1", "Brewline at night", "2026-05-04T20:00:00Z"}})
	config := filepath.Join(w.Dir, "earshot.yaml")
	plain, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, zone := range []string{"Asia/Shanghai", "America/Los_Angeles"} {
		if err := os.WriteFile(config, append(plain, "\ndashboard: {time_zone: "+zone+"}\n"...), 0o600); err != nil {
			t.Fatal(err)
		}
		got := w.Run(t, "export", "trends", "--format", "ndjson", "--from", "2026-05-01", "--to", "2026-05-31").Want(t, 0)
		for line := range strings.Lines(got.Out) {
			var row struct {
				Date     string
				Mentions int
			}
			if err := json.Unmarshal([]byte(line), &row); err != nil {
				t.Fatal(err)
			}
			if row.Mentions > 0 {
				all = append(all, fmt.Sprint(zone, " ", opening(row.Date, len(time.DateOnly)), " ", row.Mentions))
			}
		}
	}
	return all
}
