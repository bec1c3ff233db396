package cli

import (
	"bytes"
	"strings"
	"testing"

	"earshot/internal/importer"
	"earshot/internal/job/importfiles"
)

// TestAnImportThatEndsEarlyPrintsNoZeros, as what was stored is not known then.
func TestAnImportThatEndsEarlyPrintsNoZeros(t *testing.T) {
	sum := importfiles.Summary{Files: []importer.Summary{{File: "a.csv", Records: 30, Posts: 30}}, Uncounted: true}
	var out bytes.Buffer
	if err := printImport(&out, sum); err != nil {
		t.Fatal(err)
	}
	for _, wrong := range []string{"0 new", "stored in all", "0 pictures"} {
		if strings.Contains(out.String(), wrong) {
			t.Errorf("the summary says %q:\n%s", wrong, out.String())
		}
	}
	out.Reset()
	if err := writeSummary(&out, true, sum, printImport); err != nil {
		t.Fatal(err)
	}
	for _, unknown := range []string{`"new"`, `"stored"`, `"refused"`, `"pictures_waiting"`} {
		if strings.Contains(out.String(), unknown) {
			t.Errorf("the JSON has a number for %s:\n%s", unknown, out.String())
		}
	}
	out.Reset()
	if err := printImport(&out, sum); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"a.csv", "not known", "nothing twice"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the summary lacks %q:\n%s", want, out.String())
		}
	}
}
