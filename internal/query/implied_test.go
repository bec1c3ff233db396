package query_test

import (
	"testing"

	"earshot/internal/query"
)

// TestImpliedLeavesNothingOut: what a query implies has no NOT.
func TestImpliedLeavesNothingOut(t *testing.T) {
	for text, want := range map[string]string{
		"cup NOT ocr:sale":            "cup",
		"(cup NOT a) OR (tea NOT b)":  "cup OR tea",
		"cup (a OR NOT b)":            "cup",
		"ocr:sale alt:cup -logo:acme": "ocr:sale alt:cup",
		"a NEAR/3 b":                  "a NEAR/3 b",
	} {
		q, err := query.Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got := q.Implied(); got.String() != query.MustParse(want).String() {
			t.Errorf("%s implies %s, want %s", text, got, want)
		}
	}
	if q := query.Both(query.MustParse("a OR b"), query.MustParse("c")); q.String() != query.MustParse("(a OR b) c").String() {
		t.Errorf("both are %s", q)
	}
	if q := query.Both(nil, query.MustParse("c")); q.String() != "c" {
		t.Errorf("one alone is %s", q)
	}
}
