package crawlertest

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/internal/social"
)

// Run checks that an adapter keeps to the contract of crawler.Adapter. dir
// holds at least one fixture; see Fixture. Run the tests with -update to write
// what the adapter makes of the fixtures down as what is expected.
func Run(t *testing.T, adapter crawler.Adapter, dir string) {
	t.Helper()
	fixtures := load(t, dir)
	t.Run("info", func(t *testing.T) { checkInfo(t, adapter.Info()) })
	t.Run("empty source", func(t *testing.T) {
		err := adapter.Check(social.Source{Name: "empty", Platform: adapter.Info().Platform})
		if social.CodeOf(err) != social.CodeInvalid && !joinedInvalid(err) {
			t.Errorf("Check of an empty source: got %v, want errors with code %s", err, social.CodeInvalid)
		}
	})
	for _, f := range fixtures {
		t.Run(f.name, func(t *testing.T) {
			t.Run("lanes", func(t *testing.T) { checkLanes(t, adapter, f) })
			t.Run("golden", func(t *testing.T) { checkGolden(t, adapter, f) })
			t.Run("paging", func(t *testing.T) { checkPaging(t, adapter, f) })
			t.Run("damaged", func(t *testing.T) { checkDamaged(t, adapter, f) })
		})
	}
}

func checkInfo(t *testing.T, info crawler.Info) {
	for what, said := range map[string]bool{
		"Platform": info.Platform != "", "Title": info.Title != "", "Reads": info.Reads != "",
		"Credentials": info.Credentials != "", "Terms": info.Terms != "", "Delay": info.Delay >= 100*time.Millisecond,
	} {
		if !said {
			t.Errorf("Info.%s is missing", what)
		}
	}
}

func checkLanes(t *testing.T, adapter crawler.Adapter, f Fixture) {
	if err := adapter.Check(f.Source); err != nil {
		t.Errorf("Check of a good source: %v", err)
	}
	lanes := adapter.Lanes(f.Source)
	if diff := cmp.Diff(lanes, adapter.Lanes(f.Source)); diff != "" {
		t.Errorf("Lanes differ from call to call:\n%s", diff)
	}
	seen := map[string]bool{}
	for _, lane := range lanes {
		if lane == "" || seen[lane] {
			t.Errorf("lane %q is empty or there twice", lane)
		}
		seen[lane] = true
		scope := crawler.Scope{Source: f.Source, Lane: lane, Since: f.Since}
		first, err := adapter.Start(scope)
		if err != nil {
			t.Errorf("Start of lane %q: %v", lane, err)
			continue
		}
		checkRequest(t, first)
		again, err := adapter.Start(scope)
		if diff := cmp.Diff(first, again); diff != "" || err != nil {
			t.Errorf("Start differs from call to call: %v\n%s", err, diff)
		}
	}
	if !seen[f.Lane] {
		t.Errorf("the fixture's lane %q is none of %q", f.Lane, lanes)
	}
	if _, err := adapter.Start(crawler.Scope{Source: f.Source, Lane: "no such lane"}); err == nil {
		t.Error("Start of a lane that is not there: no error")
	}
}

// checkPaging answers every further request with the same page again, as a
// server with a fault in its paging does. The adapter may go on, but it never
// asks for the same thing twice, but for what several pages may lead to.
func checkPaging(t *testing.T, adapter crawler.Adapter, f Fixture) {
	asked := map[string]bool{f.Request.URL + string(f.Request.Body): true}
	for range 20 {
		next := slices.DeleteFunc(f.parse(adapter, f.body).Next, func(r crawler.Request) bool {
			// The runner leaves these out; see Request.Within.
			return r.Within > 0 && asked[r.URL+string(r.Body)]
		})
		if len(next) == 0 {
			return
		}
		f.Request = next[0]
		f.URL = f.Request.URL
		what := f.URL + string(f.Request.Body)
		if asked[what] {
			t.Fatalf("%s is asked for again", what)
		}
		asked[what] = true
	}
}
