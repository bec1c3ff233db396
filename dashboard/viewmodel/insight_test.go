package viewmodel

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

func TestInsightsNameOtherBrands(t *testing.T) {
	v := testView("period=7d")
	brands := []social.Brand{
		{Name: "Rival", Kind: social.BrandCompetitor}, {Name: "Northwind", Kind: social.BrandOwn},
		{Name: "Tailspin", Kind: social.BrandOwn}, {Name: "Calm", Kind: social.BrandOwn},
	}
	var rows []social.Trend
	for day := range 7 {
		for _, b := range brands {
			n := int64(20)
			if day == 3 && b.Name != "Calm" {
				n = 120
			}
			rows = append(rows, social.Trend{
				Date: v.From.AddDate(0, 0, day), Brand: b.Name,
				Figures: social.Figures{Mentions: n, Negative: n * 3 / 4, Positive: n / 4},
			})
		}
	}
	got := Insights(v, InsightData{ByBrand: rows, Brands: brands, Now: testNow})
	var lines [][3]string
	for _, s := range got {
		lines = append(lines, [3]string{s.Title, s.Badge, s.Href})
	}
	want := [][3]string{
		{"Tailspin: spike on Thu 19 Nov", "▼ mostly negative", "/?brand=Tailspin&period=7d"},
		{"Competitor Rival: spike on Thu 19 Nov", "▼ mostly negative", "/?brand=Rival&period=7d"},
	}
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Error(diff)
	}
}

func TestBrandsKeepTheirColour(t *testing.T) {
	brands := []social.Brand{{Name: "Northwind"}, {Name: "Contoso"}, {Name: "Tailspin"}}
	for _, test := range []struct{ inView, name, want string }{
		{"Northwind", "Northwind", "accent"}, {"Northwind", "Tailspin", "b3"}, {"Contoso", "Tailspin", "b3"},
		{"Tailspin", "Northwind", "b1"}, {"", "Contoso", "b2"},
	} {
		if got := BrandSlot(testView("").WithBrand(test.inView), brands, test.name); got != test.want {
			t.Errorf("%s beside %s is %s, want %s", test.name, test.inView, got, test.want)
		}
	}
}

func TestSourcesSayWhatToDo(t *testing.T) {
	var recent []social.Run
	for i, state := range []social.SourceState{social.SourceBlocked, social.SourceOK, social.SourceOK} {
		recent = append(recent, social.Run{State: state, Started: testNow.Add(-time.Duration(i+1) * time.Hour), Finished: testNow.Add(-time.Duration(i) * time.Hour), Posts: int64(i)})
	}
	rows := Sources([]social.SourceHealth{{Source: "wall", State: social.SourceBlocked, Recent: recent, Next: testNow.Add(-time.Second)}}, testNow)
	if rows[0].State != "blocked" || rows[0].Advice == "" || rows[0].Next.Relative != "due now" || rows[0].Since.Relative != "22 Nov, 14:40" {
		t.Errorf("got %+v", rows[0])
	}
	if want := "Last 3 runs: 1 blocked, 2 OK"; rows[0].History != want {
		t.Errorf("history %q, want %q", rows[0].History, want)
	}
	if marks := rows[0].Recent; marks[0].Failed || !marks[2].Failed {
		t.Errorf("marks %+v, want the oldest first", marks)
	}
}

func TestInsightsTellWhatOnlyPicturesSay(t *testing.T) {
	v := testView("brand=Northwind&period=7d")
	var rows []social.Trend
	for day := range 7 {
		rows = append(rows, social.Trend{Date: v.From.AddDate(0, 0, day), Platform: "feed", Figures: social.Figures{Mentions: 20}})
	}
	told := func(counts ...social.TermCount) []component.Insight {
		return Insights(v, InsightData{ByPlatform: rows, NamedIn: counts, Now: testNow})
	}
	words := social.TermCount{Term: string(social.EvidenceWords), Mentions: 126}
	if got := told(words, social.TermCount{Term: string(social.EvidenceVisual), Mentions: minCount - 1}); len(got) != 0 {
		t.Errorf("of a few it says %+v", got)
	}
	got := told(words, social.TermCount{Term: string(social.EvidenceVisual), Mentions: 14, Previous: 2})
	if len(got) != 1 {
		t.Fatalf("it says %+v", got)
	}
	href := "/posts?brand=Northwind&evidence=visual&period=7d"
	text := "14 mentions name Northwind in a picture and in no word, 10% of all; 2 in the 7 days before."
	said := ""
	for _, p := range got[0].Text {
		said += p.Text
	}
	if diff := cmp.Diff([]string{"Shown, not named", href, text}, []string{got[0].Title, got[0].Href, said}); diff != "" {
		t.Error(diff)
	}
}
