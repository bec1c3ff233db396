package query

import (
	"strings"
	"testing"
)

// TestWordsAreFoundInWhatIsSeen: plain words are found in every text that belongs to a
// post, fields in theirs, and nothing runs from one into the next.
func TestWordsAreFoundInWhatIsSeen(t *testing.T) {
	post := Fields{
		Text: "Morning ritual €", Language: "en", HasImage: true,
		Seen: []SeenText{
			{FieldAlt, "A cup under a green awning, north"}, {FieldOCR, "wind COFFEE\n100 #Sale @ana"}, {FieldCaption, "a receipt on a table"},
			{FieldOCR, "咖啡"}, {FieldOCR, "馆 ☕"}, {FieldLogo, "Canal+"}, {FieldTranscript, "today we roast beans"}, {FieldAlt, ""},
		},
		Logos: []string{"Canal+"},
	}
	for query, want := range map[string]bool{
		`awning`: true, `alt:awning`: true, `image:awning`: true, `ocr:awning`: false, `caption:awning`: false, `transcript:awning`: false,
		`ocr:coffee`: true, `image:coffee`: true, `ocr:coff*`: true, `alt:coff*`: false, `coffee ritual`: true, `ritual NOT coffee`: false,
		`ritual NOT ocr:coffee`: false, `ritual NOT alt:coffee`: true, `caption:"on a table"`: true, `image:"on a table"`: true, `alt:"on a table"`: false,
		`roast`: true, `transcript:roast`: true, `image:roast`: false, `#sale`: true, `@ana`: true,
		`logo:canal+`: true, `logo:canal`: true, `canal+`: true, `image:"Canal+"`: true, `logo:"c+"`: false,
		// Across a border there is no phrase, no NEAR, and no sign.
		`"north wind"`: false, `north NEAR/100 wind`: false, `ritual NEAR/100 cup`: false, `cup NEAR/5 awning`: true, `wind ONEAR/1 coffee`: true,
		`咖啡`: true, `咖啡馆`: false, `"€ 100"`: false, `ocr:"wind coffee"`: true, `ocr:咖啡`: true,
		`picture:awning`: true, `alt_text:awning`: true, `img:receipt has:image`: true,
	} {
		q, err := Parse(query)
		if err != nil {
			t.Errorf("%s: %v", query, err)
			continue
		}
		d := NewDocument(post)
		if got := q.Match(&d); got != want {
			t.Errorf("%s: %t", query, got)
		}
		again, err := Parse(q.String())
		if err != nil || again.String() != q.String() {
			t.Errorf("%s is written %s, and read again %v", query, q, err)
		}
		s, exact := q.SearchCondition()
		if holds := s.Matches(d.SearchKeys(), d.SearchText()); want && !holds || exact && holds != want {
			t.Errorf("%s: match %t, keys %t, exact %t", query, want, holds, exact)
		}
		if keys, ok := q.Keys(nil); ok && want {
			has := false
			d.EachKey(func(k Key) {
				for _, key := range keys {
					has = has || k == key || key.Kind == KeyPrefix && k.Kind == KeyWord && strings.HasPrefix(k.Text, key.Text)
				}
			})
			if !has {
				t.Errorf("%s: no key of %v is in the document", query, keys)
			}
		}
	}
}

func TestFieldsOfWhatIsSeenAreChecked(t *testing.T) {
	for query, want := range map[string]string{
		`image:`: "image: needs a value", `imag:x`: `there is no field "imag"`, `ocr:"a b"~4`: "", `ocr:*`: "needs a value", `ocr:☕`: "", `caption:!`: "needs a value",
	} {
		_, err := Parse(query)
		if (want == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", query, err, want)
		}
	}
	if _, err := Parse("imag:x"); err == nil || !strings.Contains(err.Error(), "did you mean image:x?") {
		t.Errorf("%v", err)
	}
}

func TestPermits(t *testing.T) {
	d := NewDocument(Fields{Text: "on the airline", Language: "en"})
	for query, want := range map[string]bool{
		`northwind`: true, `northwind coffee`: true, `northwind NOT airline`: false, `northwind NOT train`: true, `northwind lang:de`: false,
		`(northwind lang:de) OR (nw lang:en)`: true, `northwind NOT (airline NOT train)`: false, `logo:x`: true,
	} {
		if got := MustParse(query).Permits(&d); got != want {
			t.Errorf("%s: %t", query, got)
		}
	}
}

// FuzzSeen: whatever the texts are, keys and text of the document agree with the match.
func FuzzSeen(f *testing.F) {
	f.Add(`image:coff* OR ocr:"a b" OR alt:咖啡`, "a b 咖", "啡 coffee")
	f.Add("image:a", "", "a")
	f.Add(`north NEAR/3 wind NOT logo:c++`, "north", "wind c++")
	f.Fuzz(func(t *testing.T, expr, one, two string) {
		q, err := Parse(expr)
		if err != nil {
			return
		}
		d := NewDocument(Fields{Text: one, Seen: []SeenText{{FieldOCR, two}, {FieldAlt, one}, {FieldLogo, two}}})
		s, exact := q.SearchCondition()
		matches, holds := q.Match(&d), s.Matches(d.SearchKeys(), d.SearchText())
		if matches && !holds || exact && matches != holds {
			t.Errorf("%q against %q, %q: match %t, keys %t, exact %t", expr, one, two, matches, holds, exact)
		}
		if again, err := Parse(q.String()); err != nil || again.String() != q.String() {
			t.Errorf("%q is written %q and read again %v", expr, q, err)
		}
	})
}
