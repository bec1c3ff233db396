package measure

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestPrintRates(t *testing.T) {
	ours := []Rate{
		{N: 100, Took: time.Second, Program: time.Second, Engine: time.Second},
		{N: 100, Took: 2 * time.Second, Program: 3 * time.Second, Engine: time.Second},
		{N: 100, Took: 4 * time.Second, Program: 4 * time.Second, Engine: 6 * time.Second},
	}
	reference := []Rate{{N: 100, Took: time.Second, Program: 200 * time.Millisecond, Engine: 300 * time.Millisecond}}
	unknown := []Rate{{N: 100, Took: time.Second}}
	var got bytes.Buffer
	if err := PrintRates(&got, "posts", "posts", ours, reference); err != nil {
		t.Fatal(err)
	}
	if err := PrintRates(&got, "posts", "posts", ours, unknown); err != nil {
		t.Fatal(err)
	}
	want := "bench posts ours=50 reference=100 unit=posts/s ratio=0.50 processor-ours=25 processor-reference=200 processor-unit=posts/processor-s processor-ratio=0.12\n" +
		"bench posts ours=50 reference=100 unit=posts/s ratio=0.50\n"
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
}
