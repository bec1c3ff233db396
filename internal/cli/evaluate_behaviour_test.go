package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/app"
	"earshot/internal/social"
)

func TestMeasureBehaviour(t *testing.T) {
	dir := t.TempDir()
	suite := "[words] praise: MFT positive\nexcellent\n[words] blame: MFT positive\nterrible\n"
	if err := os.WriteFile(filepath.Join(dir, "en.txt"), []byte(suite), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	c := evalCommand{behaviourFlags: behaviourFlags{Behaviour: true, Suite: dir, Failures: 1}}
	if err := c.measureBehaviour(&out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"   all tests  50.0\n", "2 cases of 2 tests. Mean failure of the tests: English 50.0 %.\n",
		"  0.0 % of   1  praise: MFT positive\n", "100.0 % of   1  blame: MFT positive\n", "  terrible\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
}

func TestMeasureBehaviourFaults(t *testing.T) {
	for name, c := range map[string]evalCommand{
		"files":               {Files: []string{"x"}},
		"corrections":         {Corrections: true},
		"folds":               {Folds: 5},
		"negative failures":   {behaviourFlags: behaviourFlags{Failures: -1}},
		"an unknown language": {behaviourFlags: behaviourFlags{Language: []string{"xx"}}},
		"a suite of nothing":  {behaviourFlags: behaviourFlags{Suite: t.TempDir()}},
	} {
		if err := c.measureBehaviour(new(bytes.Buffer)); social.CodeOf(err) != social.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := (evalCommand{behaviourFlags: behaviourFlags{Markdown: true}}).Run(t.Context(), app.Settings{}, streams{}); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("--markdown without --behaviour: %v", err)
	}
}
