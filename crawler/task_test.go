package crawler

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestTaskComesBackAsItWas(t *testing.T) {
	want := task{
		Run: "R", Source: "town", Lane: "tag:tea", Started: noon, Since: noon.Add(-time.Hour), Horizon: noon.Add(-time.Minute),
		Begun: true, Pages: 3, tallies: tallies{Requests: 4, Posts: 5, Skipped: 1, Partial: true, Fault: "a\nb"},
		Cursor: cursor{First: noon, Newest: noon, Validators: map[string]validator{"u": {ETag: `"x"`}}},
		Fresh:  map[string]validator{"v": {LastModified: "then"}},
	}
	want.enqueue([]Request{
		{URL: "https://a.example/1"},
		{Method: "POST", URL: "https://a.example/1", Body: []byte("\n{}"), Step: "s", Vars: map[string]string{"k": "v\n"}, Conditional: true},
	})
	data, err := want.encode()
	if err != nil {
		t.Fatal(err)
	}
	got, err := decodeTask(data)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(task{})); diff != "" {
		t.Errorf("task (-want +got):\n%s", diff)
	}
}

func TestFaultsAreShort(t *testing.T) {
	var c tallies
	c.note("%s", strings.Repeat("ä", 10_000))
	c.note("a later one")
	if n := len([]rune(c.Fault)); n != 503 || !c.Partial {
		t.Errorf("a fault of %d characters", n)
	}
}

func FuzzDecodeTask(f *testing.F) {
	f.Add([]byte("{\"run\":\"r\",\"source\":\"s\",\"lane\":\"l\"}\n12345678"))
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := decodeTask(data)
		if err != nil {
			return
		}
		got.enqueue([]Request{{URL: "https://a.example/"}})
		again, err := got.encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decodeTask(again); err != nil {
			t.Errorf("%q became %q: %v", data, again, err)
		}
	})
}
