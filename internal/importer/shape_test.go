package importer_test

import (
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/importer"
	"earshot/internal/social"
)

func number(n int64) string { return strconv.FormatInt(n, 10) }

// TestShapesOfTables reads the same two posts from tables of many shapes.
func TestShapesOfTables(t *testing.T) {
	for name, file := range map[string]string{
		"carriage returns":     "when,text\r2026-05-04,one\r2026-05-05,two\r",
		"sep line":             "sep=;\r\nwhen;text\r\n2026-05-04;one\r\n2026-05-05;two\r\n",
		"an unusual separator": "sep=^\nwhen^text\n2026-05-04^one\n2026-05-05^two\n",
		"tabs":                 "when\ttext\n2026-05-04\tone\n2026-05-05\ttwo\n",
		"pipes":                "when|text\n2026-05-04|one\n2026-05-05|two\n",
		"a mark":               "\ufeffwhen;text\n2026-05-04;one\n2026-05-05;two\n",
		"lines above":          "Report of May\n\nwhen,text\n2026-05-04,one\n2026-05-05,two\n",
		"lines of JSON":        `{"when":"2026-05-04","text":"one"}` + "\n" + `{"when":"2026-05-05","text":"two"}` + "\n",
		"a list of JSON":       `[{"when":"2026-05-04","text":"one"},{"when":"2026-05-05","text":"two"}]`,
	} {
		t.Run(name, func(t *testing.T) {
			out, err := read(t, file, importer.Options{Map: map[string]string{"when": "created_at", "text": "text"}})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range out.Posts {
				got = append(got, p.CreatedAt.Format("2006-01-02 ")+p.Text)
			}
			if diff := cmp.Diff([]string{"2026-05-04 one", "2026-05-05 two"}, got); diff != "" || out.Summary.Skipped != 0 {
				t.Errorf("(-want +got):\n%s%+v", diff, out.Summary.Faults)
			}
		})
	}
}

func TestABrokenQuoteCostsItsRow(t *testing.T) {
	file := "when,text,likes\n2026-05-01,\"one,1\n2026-05-02,two,2\n2026-05-03,three \"x\" y,3\n2026-05-04,\"four,\n2026-05-05,five,5\n2026-05-06,\"six, \"\"6\"\"\",6\n"
	out, err := read(t, file, importer.Options{Name: "f", Map: map[string]string{"when": "created_at", "text": "text", "likes": "likes"}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range out.Posts {
		got = append(got, p.Text)
	}
	if diff := cmp.Diff([]string{"two", `three "x" y`, "five", `six, "6"`}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]importer.Fault{{Where: "f:2", Why: "a quote is not closed"}, {Where: "f:5", Why: "a quote is not closed"}}, out.Summary.Faults); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestPathsIntoJSON(t *testing.T) {
	line := `{"source_platform":"somewhere","data":{"post":{"at":1777888800,"body":"R&D"},"stats.likes":7,"user":{"name":"ana"}},"id":"9"}` + "\n"
	out, err := read(t, line, importer.Options{Map: map[string]string{
		"data.post.at": "created_at", "post.body": "text", "data.user.name": "author", "stats.likes": "likes", "id": "id",
	}})
	if err != nil || len(out.Posts) != 1 {
		t.Fatalf("%+v: %v", out.Summary, err)
	}
	p := out.Posts[0]
	if p.ID != "9" || p.Text != "R&D" || p.Author.Handle != "ana" || *p.Engagement.Likes != 7 || p.CreatedAt.Unix() != 1777888800 {
		t.Errorf("%+v", p)
	}
}

func TestWhatTheAccountSays(t *testing.T) {
	out, err := read(t, "When,Message,Who,Mood\n2026-05-04,one,ana,fine\n", importer.Options{Map: map[string]string{"When": "created_at", "Message": "text"}})
	if err != nil {
		t.Fatal(err)
	}
	want := []importer.Field{{Name: "created_at", From: "When"}, {Name: "text", From: "Message"}}
	if diff := cmp.Diff(want, out.Summary.Fields); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"who", "mood"}, out.Summary.Unused); diff != "" {
		t.Errorf("unused (-want +got):\n%s", diff)
	}
	_, err = read(t, "When,Message,Who\n2026-05-04,one,ana\n", importer.Options{})
	if social.CodeOf(err) != social.CodeInvalid || !strings.Contains(err.Error(), "columns found: When, Message, Who") {
		t.Errorf("%v does not list the columns", err)
	}
}

// once can be read once, as a pipe.
type once struct{ io.Reader }

func TestAPipeIsReadTwice(t *testing.T) {
	posts := 0
	sum, err := importer.Read(once{strings.NewReader(sheet("when", "5/4/2026", "5/13/2026"))}, importer.Options{
		Now: now, Map: map[string]string{"when": "created_at", "text": "text"},
	}, func(social.Post) error {
		posts++
		return nil
	})
	if err != nil || posts != 2 {
		t.Errorf("%d posts, %+v: %v", posts, sum, err)
	}
}
