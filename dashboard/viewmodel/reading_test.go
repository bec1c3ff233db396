package viewmodel

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// TestReadingsSayHowSureEvidenceIs: what names a brand is told with how sure its kind is.
func TestReadingsSayHowSureEvidenceIs(t *testing.T) {
	a := social.Analysis{Brands: []string{"Northwind"}, Evidence: []social.BrandEvidence{{Brand: "Northwind", Kinds: []social.Evidence{
		social.EvidenceAlt, social.EvidenceText, social.EvidenceCaption, social.EvidenceLogo,
	}}}}
	got := map[string]string{}
	for _, r := range Readings(urlstate.View{}, a) {
		for _, v := range r.Values {
			got[v.Name] = v.Sure
		}
	}
	want := map[string]string{
		"description of a picture (alt text)": "as written", "text in a picture": ">99% right where measured", "caption of a picture": "not measured",
		"logo in a picture": ">99% right where measured", "pictures alone (visual only)": "",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// What is heard is recognized as what is seen is.
	if got := sureOf(social.EvidenceTranscript); got != "not measured" {
		t.Errorf("what is said is %s", got)
	}
}
