package query

import (
	"slices"
	"strings"
	"testing"
)

func TestArabicSpellingsAreOne(t *testing.T) {
	for _, c := range []struct {
		query, text string
		want        bool
	}{
		// ى and ي, ة and ه, hamza, tatweel, vowel marks, Persian letters, digits.
		{"قهوة", "قهوه", true},
		{"قهوه", "قهوة", true},
		{"مقهى", "مقهي", true},
		{"على", "علي", true},
		{"أخبار", "اخبار", true},
		{"اسلام", "إسلام", true},
		{"آسيا", "اسيا", true},
		{"ٱسم", "اسم", true},
		{"مسؤول", "مسوول", true},
		{"شئون", "شيون", true},
		{"قهوة", "قَهْوَةٌ", true},
		{"قهوة", "قهـــوة", true},
		{"کافه", "كافه", true},
		{"كافي", "کافی", true},
		{"خانۀ", "خانه", true},
		{"2026", "٢٠٢٦", true},
		{"٢٠٢٦", "۲۰۲۶", true},
		{"قهوة", "ﻗﻬﻮﺓ", true},
		{"سلام", "ﺳﻼﻡ", true},
		{"#قهوة", "#قهوه", true},
		// Particles.
		{"قهوة", "القهوة", true},
		{"قهوة", "والقهوة", true},
		{"قهوة", "بالقهوه", true},
		{"قهوة", "وبالقهوة", true},
		{"قهوة", "كالقهوة", true},
		{"قهوة", "فالقهوة", true},
		{"قهوة", "للقهوة", true},
		{"قهوة", "وللقهوة", true},
		{"قهوة", "لقهوة", true},
		{"القهوة", "للقهوة", true},
		{"القهوة", "وبالقهوة", true},
		{"ليل", "لليل", true},
		{"يشتري", "سيشتري", true},
		{"يشتري", "وسيشتري", true},
		{"بنك", "البنك", true},
		{`"بنك القهوة"`, "في البنك والقهوة", true},
		{"قهو*", "بالقهوتين", true},
		{"بروكوفي NEAR/3 قهوة", "القهوة من بروكوفي", true},
		// No particle, or not enough left.
		{"القهوة", "قهوة", false},
		{"قهوة", "مقهوة", false},
		{"قهوة", "قهوتي", false},
		{"نك", "بنك", false},
		{"قهوة", "سقهوة", false},
		{"كتاب", "مكتاب", false},
		{"coffee", "alcoffee", false},
	} {
		q := MustParse(c.query)
		d := NewDocument(Fields{Text: c.text})
		if got := q.Match(&d); got != c.want {
			t.Errorf("%s in %s: %v", c.query, c.text, got)
		}
		long := NewDocument(Fields{Text: c.text + strings.Repeat(" x", maxScanTokens)})
		if got := q.Match(&long); got != c.want {
			t.Errorf("%s in a long text with %s: %v", c.query, c.text, got)
		}
		agree(t, c.query, c.text)
		if found := len(q.Highlights(c.text)) > 0; c.want && !found {
			t.Errorf("%s is not shown in %s", c.query, c.text)
		}
		found := false
		NewFinder([]Node{q.Root()}).Find(&d, func(int, Span) { found = true })
		if _, isNear := q.Root().(Near); !isNear && found != c.want {
			t.Errorf("%s is found in %s: %v", c.query, c.text, found)
		}
	}
}

func TestHashtagsKeepTheirLetters(t *testing.T) {
	d := NewDocument(Fields{Text: "#قهوة_علي #مقهى"})
	author := NewDocument(Fields{Name: "على"})
	if !MustParse("author:علي").Match(&author) {
		t.Error("an author is not found by another spelling")
	}
	if got := d.Hashtags(); !slices.Equal(got, []string{"قهوة_علي", "مقهى"}) {
		t.Errorf("%q", got)
	}
}

func TestStems(t *testing.T) {
	for word, want := range map[string][]string{
		"وبالقهوه": {"بالقهوه", "القهوه", "قهوه"},
		"للقهوه":   {"لقهوه", "قهوه", "القهوه"},
		"coffee":   nil, "بنك": nil, "قهوه": nil,
		"وسيشتري": {"سيشتري", "يشتري"},
	} {
		var got []string
		eachStem(word, func(stem string) bool {
			got = append(got, stem)
			return true
		})
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}

func TestFoundAlso(t *testing.T) {
	for query, want := range map[string][]string{
		"coffee 咖啡":        nil,
		"قهوة NOT القهوة":  {"القهوه وقهوه بالقهوه للقهوه", "والقهوه بالقهوه للقهوه; without ال it is found by قهوه"},
		"نت":               {"fewer than 3 letters"},
		`"قهوة قهوه" قهو*`: {"القهوه وقهوه", "القهو وقهو"},
		"اول ثاني ثالث رابع خامس سادس": {"", "", "", "", "", "so are other Arabic words, of which there are 1"},
	} {
		got := MustParse(query).FoundAlso()
		if len(got) > 0 {
			if got[0] != oneLetters {
				t.Errorf("%s: %q", query, got[0])
			}
			got = got[1:]
		}
		if len(got) != len(want) {
			t.Errorf("%s: %q", query, got)
			continue
		}
		for i := range want {
			if !strings.Contains(got[i], want[i]) {
				t.Errorf("%s: %q does not say %q", query, got[i], want[i])
			}
		}
	}
}
