package export_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/parquet-go/parquet-go"
	"github.com/xuri/excelize/v2"

	"earshot/internal/export"
	"earshot/internal/social"
)

// numbered is a post whose texts a spreadsheet would change.
func numbered() social.StoredPost {
	p := stored()
	p.Post.Platform, p.Post.ID = "x", "7301234567890123456"
	p.Post.Title, p.Post.Text = "", "=1+1 布鲁莱恩"
	p.Analysis.Fingerprint = 0x12e5000000000000
	return p
}

func TestCSVForSpreadsheets(t *testing.T) {
	data := string(writePosts(t, export.SpreadsheetCSV, numbered()))
	rest, marked := strings.CutPrefix(data, "\ufeff")
	if !marked || strings.Contains(rest, "\ufeff") {
		t.Errorf("the file begins with %q", data[:20])
	}
	rows, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	plain, err := csv.NewReader(bytes.NewReader(writePosts(t, export.CSV, numbered()))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][2]string{
		"id": {"'7301234567890123456", "7301234567890123456"}, "fingerprint": {"'12e5000000000000", "12e5000000000000"},
		"key": {"x/7301234567890123456", "x/7301234567890123456"}, "text": {"'=1+1 布鲁莱恩", "'=1+1 布鲁莱恩"}, "likes": {"0", "0"},
	} {
		at := slices.Index(rows[0], name)
		if got := [2]string{rows[1][at], plain[1][at]}; got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
		if got := export.Undefuse(rows[1][at]); name != "text" && got != want[1] {
			t.Errorf("%s reads back as %q", name, got)
		}
	}
}

func TestWorkbook(t *testing.T) {
	long := numbered()
	long.Post.Text = strings.Repeat("😀", 20_000)
	var buf bytes.Buffer
	w, err := export.NewPostWriter(&buf, export.XLSX)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []social.StoredPost{numbered(), long} {
		if err := w.Write(p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil || w.Rows != 2 || w.Cut() != 1 {
		t.Fatalf("%d rows, %d texts cut: %v", w.Rows, w.Cut(), err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(buf.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows("posts")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(export.PostHeader(), rows[0]); diff != "" {
		t.Error(diff)
	}
	for name, want := range map[string]string{
		"id": "7301234567890123456", "fingerprint": "12e5000000000000", "text": "=1+1 布鲁莱恩", "created_at": "2026-11-03 04:05:06",
		"likes": "0", "shares": "", "brands": "Northwind; Contoso",
	} {
		at := slices.Index(rows[0], name)
		if got := rows[1][at]; got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
		place, err := excelize.CoordinatesToCellName(at+1, 2)
		if err != nil {
			t.Fatal(err)
		}
		kind, err := book.GetCellType("posts", place)
		if text := kind == excelize.CellTypeInlineString; err != nil || want != "" && text == slices.Contains([]string{"created_at", "likes"}, name) {
			t.Errorf("%s is a cell of type %d: %v", name, kind, err)
		}
		if formula, err := book.GetCellFormula("posts", place); formula != "" || err != nil {
			t.Errorf("%s is the formula %q: %v", name, formula, err)
		}
	}
}

func TestParquetHasTimes(t *testing.T) {
	type row struct {
		Created time.Time  `parquet:"created_at,timestamp(microsecond)"`
		Edited  *time.Time `parquet:"edited_at,optional,timestamp(microsecond)"`
		Fetched time.Time  `parquet:"fetched_at,timestamp(microsecond)"`
	}
	data := writePosts(t, export.Parquet, stored())
	rows, err := parquet.Read[row](bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]row{{Created: stored().Post.CreatedAt, Fetched: stored().Post.FetchedAt}}, rows); diff != "" {
		t.Error(diff)
	}
	for by, want := range map[social.Bucket]string{social.ByDay: "DATE", social.ByHour: "TIMESTAMP(isAdjustedToUTC=true,unit=MILLIS)"} {
		var buf bytes.Buffer
		if err := writeTrends(&buf, export.Parquet, by, []social.Trend{trend()}); err != nil {
			t.Fatal(err)
		}
		file, err := parquet.OpenFile(bytes.NewReader(buf.Bytes()), int64(buf.Len()))
		if err != nil {
			t.Fatal(err)
		}
		if zone, ok := file.Lookup("time_zone"); !ok || zone != trend().Date.Location().String() {
			t.Errorf("the file by %s says that its time zone is %q", by, zone)
		}
		column, _ := file.Schema().Lookup("date")
		if got := column.Node.Type().String(); got != want {
			t.Errorf("date by %s is a %s, want %s", by, got, want)
		}
		if got := len(file.Schema().Fields()); got != len(export.TrendHeader()) {
			t.Errorf("%d columns by %s", got, by)
		}
	}
}

func TestFilesOfWhatBelongsToPosts(t *testing.T) {
	other := stored()
	other.Post.ID, other.Post.Images = "2", nil
	other.Analysis.Sentiment.Sure = false
	other.Analysis.Sentiment.Opinion = &social.Opinion{Model: "tiny", Fault: "it raved"}
	for name, tc := range map[string]struct {
		open func(w *bytes.Buffer) (*export.PostWriter, error)
		want string
	}{
		"images": {func(w *bytes.Buffer) (*export.PostWriter, error) { return export.NewImageWriter(w, export.CSV) },
			"platform,id,post_url,author,created_at,brands,url,alt,caption,ocr,tags,width,height,ocr_reader,logos,of\r\n" +
				"mastodon,https://m.example/1,https://m.example/@a/1,'@a,2026-11-03T04:05:06.007Z,Northwind; Contoso,https://m.example/i.png,a cup,A cup.,,cup,30,20,,,\r\n" +
				"mastodon,https://m.example/1,https://m.example/@a/1,'@a,2026-11-03T04:05:06.007Z,Northwind; Contoso,https://m.example/j.png,,,,,,,,,\r\n"},
		"authors": {func(w *bytes.Buffer) (*export.PostWriter, error) { return export.NewAuthorWriter(w, export.CSV) },
			"platform,author,author_name,author_url,posts,positive,neutral,negative,net_sentiment,engagement,first_post,last_post,unsure\r\n" +
				"mastodon,'@a,Ana,https://m.example/@a,2,1,0,0,1,0,2026-11-03T04:05:06.007Z,2026-11-03T04:05:06.007Z,1\r\n"},
		"opinions": {func(w *bytes.Buffer) (*export.PostWriter, error) { return export.NewOpinionWriter(w, export.CSV) },
			"platform,id,url,language,created_at,label,brands,text,judged_by,own_label,own_certainty,opinion_model,opinion_label,opinion_certainty,opinion_quote,opinion_fault,sure\r\n" +
				"mastodon,2,https://m.example/@a/1,en,2026-11-03T04:05:06.007Z,positive,Northwind; Contoso,\"Title\r\ntwo\r\nlines, \"\"quoted\"\"\",built-in model,,,tiny,,,,it raved,false\r\n"},
	} {
		var buf bytes.Buffer
		w, err := tc.open(&buf)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range []social.StoredPost{stored(), other} {
			if err := w.Write(p); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tc.want, buf.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
