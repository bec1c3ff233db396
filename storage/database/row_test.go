package database_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/storage/database"
)

// cells are what is read of a row of several types.
type cells struct {
	text  string
	known *int64
	list  []string
	lists [][]float32
	at    time.Time
	truth bool
}

func readCells(r *database.Row) cells {
	return cells{text: r.Text(), known: r.Count(), list: r.Texts(), lists: r.Float32Lists(), at: r.Time(), truth: r.Bool()}
}

func TestRowIsReadAsItIsWritten(t *testing.T) {
	line := "\x03cup" + "\x00\x07\x00\x00\x00\x00\x00\x00\x00" + "\x02\x01a\x00" + "\x01\x01\x00\x00\x80\x3f" + "\x40\x42\x0f\x00\x00\x00\x00\x00" + "\x01"
	seven := int64(7)
	want := cells{text: "cup", known: &seven, list: []string{"a", ""}, lists: [][]float32{{1}}, at: time.Unix(1, 0).UTC(), truth: true}
	row := database.NewRow(line)
	got := readCells(row)
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(cells{})); diff != "" || row.Err() != nil {
		t.Errorf("%v (-want +got):\n%s", row.Err(), diff)
	}
	for cut := range len(line) {
		if row := database.NewRow(line[:cut]); !readCells(row).at.IsZero() && row.Err() == nil {
			t.Errorf("%d of %d bytes read as a whole row", cut, len(line))
		}
	}
	if row := database.NewRow(line + "x"); readCells(row).text != "cup" || row.Err() == nil {
		t.Error("a row with more than its columns is taken for one")
	}
}

func FuzzRow(f *testing.F) {
	f.Add("\x03cup")
	f.Add("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")
	f.Add("\x00\x01\xff\xff\xff\xff\x0f")
	f.Fuzz(func(t *testing.T, line string) {
		row := database.NewRow(line)
		got := readCells(row)
		if len(got.text)+len(got.list) > len(line) {
			t.Errorf("%d bytes hold more than that", len(line))
		}
	})
}
