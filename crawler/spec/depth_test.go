package spec_test

import (
	"strings"
	"testing"

	"earshot/crawler/spec"
)

// TestDeepNestingIsRefused: the YAML parser would take all memory for it.
func TestDeepNestingIsRefused(t *testing.T) {
	var block strings.Builder
	for i := range 600 {
		block.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	for name, text := range map[string]string{
		"lists":    "fields: " + strings.Repeat("[", 200_000),
		"mappings": "fields: " + strings.Repeat("{a: ", 50_000),
		"entries":  strings.Repeat("- ", 100_000) + "x",
		"block":    block.String(),
	} {
		_, faults := spec.Read([]byte(text))
		if len(faults) != 1 || !strings.Contains(faults[0].Says, "nested more than") {
			t.Errorf("%s: %.200v", name, faults)
		}
	}
	if _, faults := spec.Read([]byte("title: '" + strings.Repeat("[", 200) + "'\n" + smallest[strings.Index(smallest, "reads"):] + "platform: small\n")); len(faults) > 0 {
		t.Errorf("brackets in a text count: %v", faults)
	}
}
