package importer_test

import (
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/importer"
	"earshot/internal/social"
)

var update = flag.Bool("update", false, "write what is made of the files down as what is expected")

var (
	now      = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	modified = time.Date(2026, 11, 19, 12, 0, 0, 0, time.UTC)
)

// columns is what --map says of files that no format knows.
var columns = map[string]map[string]string{
	"gb.csv": {"链接": "url", "时间": "created_at", "内容": "text", "作者": "author"},
}

// outcome is what is made of a file.
type outcome struct {
	Summary importer.Summary `json:"summary"`
	Posts   []social.Post    `json:"posts"`
}

// read reads a text as a file of that name.
func read(t *testing.T, text string, opts importer.Options) (outcome, error) {
	t.Helper()
	opts.Modified, opts.Now = modified, now
	var out outcome
	var err error
	out.Summary, err = importer.Read(strings.NewReader(text), opts, func(p social.Post) error {
		out.Posts = append(out.Posts, p)
		return nil
	})
	return out, err
}

// TestFiles reads a file of each format and compares what it makes of it with
// what is written beside it.
func TestFiles(t *testing.T) {
	seen := 0
	err := filepath.WalkDir("testdata", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, ".golden.json") || strings.Contains(path, "fuzz") {
			return err
		}
		seen++
		t.Run(path, func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got, err := read(t, string(data), importer.Options{Name: filepath.ToSlash(path), Map: columns[filepath.Base(path)]})
			if err != nil {
				t.Fatal(err)
			}
			golden := path + ".golden.json"
			if *update {
				written, err := json.MarshalIndent(got, "", "  ")
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(golden, append(written, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			written, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			var want outcome
			if err := json.Unmarshal(written, &want); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", golden, diff)
			}
		})
		return nil
	})
	if err != nil || seen == 0 {
		t.Fatalf("%d files read: %v", seen, err)
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	const header = "url,time,text,author\n"
	columns := map[string]string{"url": "url", "time": "created_at", "text": "text", "author": "author"}
	for _, tc := range []struct {
		name, file string
		opts       importer.Options
		posts      int
		faults     []string
	}{
		{"a line that is no JSON", "{\"a\":1\n" + tiktok("1") + "\n\nnull\n", importer.Options{}, 1, []string{"f:1: not a JSON object", "f:4: not a JSON object"}},
		{"a list that is cut off", "[" + tiktok("1") + "," + tiktok("2") + `,{"id":`, importer.Options{}, 2, []string{"f:item 3: this and what comes after it cannot be read: unexpected EOF"}},
		{"what is no object", "[1," + tiktok("1") + "]", importer.Options{}, 1, []string{"f:item 1: not a JSON object"}},
		{"an open quote", header + "https://a.example/1,2026-11-18,\"open,ana\nhttps://a.example/2,2026-11-18,closed,bo\n", importer.Options{Map: columns}, 1, []string{"f:2: a quote is not closed"}},
		{"too many cells", header + "https://a.example/1,2026-11-18,one,two,three\nhttps://a.example/2,2026-11-18,fine,bo\n", importer.Options{Map: columns}, 1, []string{"f:2: 5 cells under 4 columns"}},
		{"an inch", header + "https://a.example/1,2026-11-18,a 5\" pipe,ana\n", importer.Options{Map: columns}, 1, nil},
		{"no time", header + "https://a.example/1,,text,ana\n", importer.Options{Map: columns}, 0, []string{"f:2: it has no time of publication"}},
		{"the future", header + "https://a.example/1,2027-11-18,text,ana\n", importer.Options{Map: columns}, 0, []string{"f:2: it claims to be from the future, 2027-11-18"}},
		{"long ago", header + "https://a.example/1,1971-02-03,text,ana\n", importer.Options{Map: columns}, 0, []string{"f:2: it claims to be from 1971-02-03"}},
		{"a record of a known platform without its time", `{"source_platform":"tiktok.com","data":{"id":"1","desc":"x","author":{"uniqueId":"a"}}}`, importer.Options{}, 0, []string{"f:1: it has no time of publication"}},
		{"an unknown object", `{"a":1}`, importer.Options{}, 0, []string{"f:1: no known format has such fields (a); name one with --format, or give fields their meaning with --map"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			tc.opts.Name = "f"
			got, err := read(t, tc.file, tc.opts)
			if err != nil {
				t.Fatal(err)
			}
			var faults []string
			for _, f := range got.Summary.Faults {
				faults = append(faults, f.Where+": "+f.Why)
			}
			if diff := cmp.Diff(tc.faults, faults); diff != "" || len(got.Posts) != tc.posts || got.Summary.Skipped < int64(len(tc.faults)) {
				t.Errorf("%d posts, want %d; faults (-want +got):\n%s", len(got.Posts), tc.posts, diff)
			}
		})
	}
}

// tiktok is an item as Zeeschuimer collects it.
func tiktok(id string) string {
	return `{"source_platform":"tiktok.com","timestamp_collected":1795082400000,"data":{"id":"` + id + `","desc":"x","createTime":1795000000,"author":{"uniqueId":"a"}}}`
}

func TestFilesThatAreRefused(t *testing.T) {
	for _, tc := range []struct {
		name, file string
		opts       importer.Options
		want       string
	}{
		{"empty", " \n", importer.Options{}, "the file is empty"},
		{"unknown columns", "a,b,c\n1,2,3\n", importer.Options{}, "no known format has such columns"},
		{"unknown format", "x", importer.Options{Format: "nope"}, `unknown format "nope": earshot, earshot-2026, zeeschuimer`},
		{"unknown encoding", "x", importer.Options{Encoding: "nope"}, `unknown encoding "nope"`},
		{"unknown field", "x", importer.Options{Map: map[string]string{"a": "nope"}}, "--map a=nope: no such field"},
		{"a map without a time", "x", importer.Options{Map: map[string]string{"a": "text"}}, "created_at and text"},
		{"columns that are not there", "a,b\n1,2\n", importer.Options{Map: map[string]string{"a": "text", "time": "created_at"}}, "no row has the columns that --map names: time; columns found: a, b"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, err := read(t, tc.file, tc.opts); err == nil || !strings.Contains(err.Error(), tc.want) || social.CodeOf(err) != social.CodeInvalid {
				t.Errorf("error %v, want %q with code invalid", err, tc.want)
			}
		})
	}
}

// TestCollectionTime: a record states when it was collected, or it was when the
// file was written, and never later than now.
func TestCollectionTime(t *testing.T) {
	for name, tc := range map[string]struct {
		record string
		want   time.Time
	}{
		"stated":   {tiktok("1"), time.UnixMilli(1795082400000).UTC()},
		"unstated": {strings.Replace(tiktok("1"), `"timestamp_collected":1795082400000,`, "", 1), modified},
		"to come":  {strings.Replace(tiktok("1"), "1795082400000", "4102444800000", 1), now},
	} {
		got, err := read(t, tc.record, importer.Options{})
		if err != nil || len(got.Posts) != 1 || !got.Posts[0].FetchedAt.Equal(tc.want) {
			t.Errorf("%s: %+v, %v; want it fetched at %s", name, got.Posts, err, tc.want)
		}
	}
}

func TestEveryFormatIsWhole(t *testing.T) {
	formats, err := importer.Formats()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, f := range formats {
		if f.Name == "" || f.Tool == "" || seen[f.Name] || len(f.Has) < 2 || len(f.Fields.Created) == 0 || len(f.Fields.Text) == 0 {
			t.Errorf("format %q of %q is there twice or lacks what tells it or what a post needs", f.Name, f.Tool)
		}
		seen[f.Name] = true
	}
}

func FuzzRead(f *testing.F) {
	f.Add(tiktok("1"), "")
	f.Add("["+tiktok("1")+"]", "")
	f.Add("a,t,c\nx,\"2026-11-18\n\",y\n", "a=text,t=created_at")
	f.Add("Query Id;Date;Url;Snippet\n1;2026-11-18;https://a.example;\"x\n\n", "")
	f.Fuzz(func(t *testing.T, file, columns string) {
		opts := importer.Options{Name: "f"}
		for _, pair := range strings.Split(columns, ",") {
			if column, field, ok := strings.Cut(pair, "="); ok {
				if opts.Map == nil {
					opts.Map = map[string]string{}
				}
				opts.Map[column] = field
			}
		}
		got, err := read(t, file, opts)
		if err != nil {
			return
		}
		for _, p := range got.Posts {
			if p.ID == "" || p.Platform == "" || p.CreatedAt.IsZero() || p.FetchedAt.IsZero() || p.FetchedAt.After(now) {
				t.Errorf("a post that cannot be stored: %+v", p)
			}
		}
		if got.Summary.Posts != int64(len(got.Posts)) || got.Summary.Skipped > got.Summary.Records+1 || got.Summary.Records > got.Summary.Posts+got.Summary.Skipped {
			t.Errorf("the summary does not add up: %+v, %d posts", got.Summary, len(got.Posts))
		}
	})
}

// TestPlatform: what a record says comes first, then whose address it is known
// to be, then what the reader of the file says.
func TestPlatform(t *testing.T) {
	columns := map[string]string{"at": "created_at", "said": "text", "link": "url", "on": "platform"}
	const file = "at,said,link,on\n" +
		"2026-11-03,a,https://forum.example/1,Lemmy\n" +
		"2026-11-03,b,https://www.reddit.com/r/coffee/1,\n" +
		"2026-11-03,c,https://forum.example/2,\n" +
		"2026-11-03,d,,\n"
	for platform, want := range map[string][]string{
		"forum": {"lemmy", "reddit", "forum", "forum"}, "": {"lemmy", "reddit", "web", importer.Unnamed},
	} {
		out, err := read(t, file, importer.Options{Platform: platform, Map: columns})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range out.Posts {
			got = append(got, p.Platform)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("--platform %q: (-want +got)\n%s", platform, diff)
		}
	}
}
