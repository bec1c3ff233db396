package importer_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"earshot/internal/importer"
	"earshot/internal/social"
)

// TestWorkbookOfAMac reads a workbook that counts days from 1904.
func TestWorkbookOfAMac(t *testing.T) {
	book := excelize.NewFile()
	from1904 := true
	if err := book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &from1904}); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 5, 4, 15, 5, 0, 500_000_000, time.UTC)
	for i, row := range [][]any{{"When", "Message"}, {at, "one"}, {"2026-05-04 15:05:00.5", "two"}} {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("Sheet1", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	out, err := read(t, file.String(), importer.Options{Map: map[string]string{"When": "created_at", "Message": "text"}})
	if err != nil || len(out.Posts) != 2 {
		t.Fatalf("%+v: %v", out.Summary, err)
	}
	for _, p := range out.Posts {
		if !p.CreatedAt.Equal(at) {
			t.Errorf("%s is at %s, want %s", p.Text, p.CreatedAt, at)
		}
	}
}

func TestWorkbook(t *testing.T) {
	book := excelize.NewFile()
	if _, err := book.NewSheet("data"); err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 5, 4, 15, 5, 0, 0, time.UTC)
	for i, row := range [][]any{
		{"Report", "of May"}, {}, {"When", "Message", "Id", "Likes"}, {at, "布鲁莱恩 one", "7301234567890123456", 1204}, {}, {at.Add(time.Hour), "=two", "42", nil},
	} {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			t.Fatal(err)
		}
		if err := book.SetSheetRow("data", cell, &row); err != nil {
			t.Fatal(err)
		}
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	opts := importer.Options{Platform: "forum", Map: map[string]string{"When": "created_at", "Message": "text", "Id": "id", "Likes": "likes"}}
	out, err := read(t, file.String(), opts)
	if err != nil || out.Summary.Skipped != 0 {
		t.Fatalf("%+v: %v", out.Summary, err)
	}
	want := []social.Post{
		{Platform: "forum", ID: "7301234567890123456", Text: "布鲁莱恩 one", CreatedAt: at, Engagement: social.Engagement{Likes: social.Count(1204)}},
		{Platform: "forum", ID: "42", Text: "=two", CreatedAt: at.Add(time.Hour)},
	}
	for i := range want {
		want[i].DateFrom, want[i].FetchedAt = social.DateStated, modified
	}
	if diff := cmp.Diff(want, out.Posts); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for _, broken := range []string{file.String()[:900], "PK\x03\x04 and no more"} {
		if _, err := read(t, broken, opts); social.CodeOf(err) != social.CodeInvalid {
			t.Errorf("a broken workbook: %v", err)
		}
	}
}
