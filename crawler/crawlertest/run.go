package crawlertest

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/crawler/conformance"
)

// Run checks that an adapter keeps to the contract of crawler.Adapter. dir
// holds at least one fixture; see Fixture. Run the tests with -update to write
// what the adapter makes of the fixtures down as what is expected.
func Run(t *testing.T, adapter crawler.Adapter, dir string) {
	t.Helper()
	fixtures := load(t, dir)
	t.Run("info", func(t *testing.T) { report(t, conformance.CheckInfo(adapter)) })
	t.Run("empty source", func(t *testing.T) { report(t, conformance.CheckEmptySource(adapter)) })
	for _, f := range fixtures {
		answer := f.answer()
		t.Run(f.name, func(t *testing.T) {
			t.Run("lanes", func(t *testing.T) { report(t, conformance.CheckLanes(adapter, answer.Scope)) })
			t.Run("golden", func(t *testing.T) { checkGolden(t, adapter, f.name, answer) })
			t.Run("paging", func(t *testing.T) { report(t, conformance.CheckPaging(adapter, answer)) })
			t.Run("damaged", func(t *testing.T) { report(t, conformance.CheckDamaged(adapter, answer)) })
		})
	}
}

func report(t *testing.T, faults []conformance.Fault) {
	t.Helper()
	for _, f := range faults {
		t.Error(f.Says)
	}
}

// checkGolden compares what the adapter makes of an answer with NAME.golden.json.
func checkGolden(t *testing.T, adapter crawler.Adapter, name string, answer conformance.Answer) {
	got, faults := conformance.CheckAnswer(adapter, answer)
	report(t, faults)
	if diff := cmp.Diff(got, answer.Parse(adapter, answer.Body)); diff != "" {
		t.Errorf("parsing twice gives two answers:\n%s", diff)
	}
	name += ".golden.json"
	if *update {
		data, err := json.MarshalIndent(got, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var want conformance.Outcome
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}
