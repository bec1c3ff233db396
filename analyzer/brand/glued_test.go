package brand

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/query"
	"earshot/internal/social"
)

func TestRunTogether(t *testing.T) {
	m := New([]social.Brand{
		{Name: "Northwind", Query: query.MustParse(`northwind OR "north wind" OR nw NOT airline`)},
		{Name: "Apple", Query: query.MustParse("apple")},
		{Name: "Kaffee Müller", Query: query.MustParse(`"kaffee müller"`)},
		{Name: "北风", Query: query.MustParse("北风 OR northwind*")},
		{Name: "Rapist", Query: query.MustParse("therapist")},
	})
	for text, want := range map[string]string{
		"NORTHWINDCOFFEE": "northwind|north wind", "50%OFF\nATNORTHWIND": "", "ENJOYNORTHWINDCOFFEE TODAY": "northwind|north wind", "NORTH WIND": "northwind",
		"NORTHWIND": "north wind", "NorthwindRoasters": "northwind|north wind", "NORTHWIND24": "northwind|north wind", "www.northwindcoffee.example": "northwind|north wind",
		"PINEAPPLE": "", "PINEAPPLEJUICE": "", "applesauce": "", "northwinds": "", "THE RAPIST": "therapist", "KAFFEEMÜLLER": "kaffee muller", "nwcoffee": "", "": "", "☕☕ 50%": "",
		"Big apple": "", "xxnorthwindxx": "", "NORTHWIND\nCOFFEE": "north wind", "咖啡NORTHWIND店": "north wind",
	} {
		var wanted []string
		if want != "" {
			wanted = strings.Split(want, "|")
		}
		got := m.RunTogether([]string{text})
		if diff := cmp.Diff(sorted(wanted), got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
	}
}

func sorted(list []string) []string {
	if len(list) == 2 && list[0] > list[1] {
		return []string{list[1], list[0]}
	}
	return list
}

func TestEvidence(t *testing.T) {
	m := New([]social.Brand{
		{Name: "Northwind", Query: query.MustParse("northwind NOT airline")},
		{Name: "Contoso", Query: query.MustParse("contoso AND coffee")},
		{Name: "Fabrikam", Query: query.MustParse("fabrikam lang:de")},
		{Name: "Tailspin", Query: query.MustParse("tailspin OR (roasters AND beans)")},
	})
	type picture = social.Media
	for name, c := range map[string]struct {
		text, alt string
		seen      picture
		want      string
	}{
		"words":                   {text: "Northwind!", want: "Northwind: words"},
		"alt":                     {text: "Morning ritual", alt: "a Northwind cup", want: "Northwind: alt"},
		"ocr and words":           {text: "northwind", seen: picture{OCR: "NORTHWIND"}, want: "Northwind: words ocr"},
		"caption by tags":         {text: "Morning", seen: picture{Tags: []string{"cup", "northwind"}}, want: "Northwind: caption"},
		"an object":               {text: "Morning", seen: picture{Description: social.Description{Objects: []string{"Northwind cup"}}}, want: "Northwind: caption"},
		"a logo":                  {text: "Morning", seen: picture{Logos: []social.Logo{{Brand: "Northwind"}}}, want: "Northwind: logo"},
		"perhaps a logo":          {text: "Morning", seen: picture{Logos: []social.Logo{{Brand: "Northwind", Perhaps: true}}}},
		"a logo left out":         {text: "the airline", seen: picture{Logos: []social.Logo{{Brand: "Northwind"}}}},
		"left out by a picture":   {text: "northwind", seen: picture{OCR: "AIRLINE"}},
		"a logo and its fields":   {text: "Morgen", seen: picture{Logos: []social.Logo{{Brand: "Fabrikam"}}}},
		"what narrows":            {text: "good coffee", seen: picture{OCR: "CONTOSO"}, want: "Contoso: ocr"},
		"narrowed by a picture":   {text: "contoso", seen: picture{Caption: "a coffee"}, want: "Contoso: words"},
		"a failed picture":        {text: "Morning", seen: picture{State: social.MediaFailed, OCR: "NORTHWIND"}},
		"said":                    {text: "Morning", seen: picture{Transcript: "we love northwind"}, want: "Northwind: transcript"},
		"another brand's logo":    {text: "coffee", seen: picture{Logos: []social.Logo{{Brand: "Contoso"}}}, want: "Contoso: logo"},
		"words of another's logo": {text: "coffee", seen: picture{Logos: []social.Logo{{Brand: "Northwind Airways"}}}, want: "Northwind: logo"},
		"beside another's logo":   {text: "coffee", seen: picture{OCR: "roasters of beans", Logos: []social.Logo{{Brand: "Contoso"}}}, want: "Contoso: logo, Tailspin: words"},
		"unsurely read":           {text: "Morning", seen: picture{OCR: "NORTHWIND", Lines: []social.TextLine{{Text: "NORTHWIND", Certainty: 0.6}}}},
		"a hearsay of the model":  {text: "x", seen: picture{Description: social.Description{Brands: []social.SeenBrand{{Name: "Northwind", Certainty: 0.2}}}}},
	} {
		if c.seen.State == "" {
			c.seen.State = social.MediaReady
		}
		c.seen.URL = "https://a.example/1.png"
		p := social.Post{Text: c.text, Images: []social.Image{{URL: c.seen.URL, Alt: c.alt}}}
		a := social.Analysis{Language: "en"}
		d, words := social.NewDocument(p, a, c.seen), social.WordsDocument(p, a)
		names, evidence := m.MatchSeen(&d, &words)
		var got []string
		for i, e := range evidence {
			var kinds []string
			for _, k := range e.Kinds {
				kinds = append(kinds, string(k))
			}
			got = append(got, names[i]+": "+strings.Join(kinds, " "))
		}
		if all := strings.Join(got, ", "); all != c.want {
			t.Errorf("%s: %q, want %q", name, all, c.want)
		}
		if len(names) > 0 && !m.MayMatch(&d) {
			t.Errorf("%s: it may not match", name)
		}
	}
}

func FuzzRunTogether(f *testing.F) {
	m := New([]social.Brand{{Name: "Northwind", Query: query.MustParse(`northwind OR "café noir" OR straße`)}})
	f.Add("")
	f.Add("50%OFF NORTH WIND")
	f.Add("NORTHWINDCOFFEE café\u0301noirSTRASSE \xff ﬁ")
	f.Fuzz(func(t *testing.T, text string) { m.RunTogether([]string{text}) })
}
