package urlstate_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"earshot/dashboard/urlstate"
	"earshot/internal/query"
	"earshot/internal/social"
)

var now = time.Date(2026, time.November, 22, 15, 40, 12, 0, time.UTC)

func parse(t *testing.T, query string) (urlstate.View, []urlstate.Fault) {
	t.Helper()
	q, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	brands := []social.Brand{{Name: "Contoso", Kind: social.BrandCompetitor}, {Name: "Northwind", Kind: social.BrandOwn}}
	return urlstate.Parser{Brands: brands}.Parse(q, now)
}

func day(d int) time.Time { return time.Date(2026, time.November, d, 0, 0, 0, 0, time.UTC) }

func TestDefaults(t *testing.T) {
	v, faults := parse(t, "")
	if len(faults) > 0 {
		t.Errorf("faults %v", faults)
	}
	if v.Brand != "Northwind" || v.Period != urlstate.Month || !v.From.Equal(day(-7)) || !v.To.Equal(now.Truncate(time.Minute)) {
		t.Errorf("got %+v", v)
	}
}

func TestPreviousIsEquallyLong(t *testing.T) {
	for _, query := range []string{"", "period=24h", "period=7d", "period=custom&from=2026-11-03&to=2026-11-05"} {
		v, _ := parse(t, query)
		p := v.Previous()
		if p.To.Sub(p.From) != v.To.Sub(v.From) || p.To.After(v.From.Add(24*time.Hour)) || !p.To.Before(v.To) {
			t.Errorf("%q: %s to %s against %s to %s", query, v.From, v.To, p.From, p.To)
		}
	}
}

func TestURLReadsBack(t *testing.T) {
	for _, text := range []string{
		"", "period=7d", "brand=*", "brand=Contoso&period=90d", "period=custom&from=2026-11-03&to=2026-11-05",
		"period=custom&from=2026-11-03T10:00:00Z&to=2026-11-03T11:00:00Z", "platform=mastodon&platform=feed&language=zh",
		"date_from=seen&date_from=page", "sentiment=negative&sentiment=unsure&q=battery+life&split=brand&order=engaged",
		"emotion=joy&emotion=anger&intent=question&also=praise&aspect=battery+life&entity=Utrecht&copies=folded&spam=hidden",
	} {
		v, faults := parse(t, text)
		if len(faults) > 0 {
			t.Errorf("%q: faults %v", text, faults)
		}
		again, _ := parse(t, v.Values().Encode())
		if diff := cmp.Diff(v, again, cmpopts.IgnoreTypes(&query.Query{}), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestAWrongParameterIsNamedAndTheOthersAreUsed(t *testing.T) {
	for query, field := range map[string]string{
		"brand=Nobody": "brand", "period=1y": "period", "sentiment=angry": "sentiment", "date_from=x": "date_from",
		"emotion=glee": "emotion", "intent=x": "intent", "copies=no": "copies", "spam=1": "spam", "split=x": "split", "order=x": "order",
		"period=custom&from=x&to=2026-11-02":          "period",
		"period=custom&from=2026-11-05&to=2026-11-02": "period",
		"period=custom&from=1970-01-01&to=2026-11-02": "period",
		"period=custom&from=2027-01-01&to=2027-01-02": "period",
		"q=" + strings.Repeat("a", 3000):              "q",
		"q=" + url.QueryEscape(`"battery`):            "q",
	} {
		v, faults := parse(t, query+"&platform=feed")
		if len(faults) != 1 || faults[0].Field != field {
			t.Errorf("%.40q: faults %v, want one of %s", query, faults, field)
		}
		if len(v.Platforms) != 1 || v.From.IsZero() || v.Query != nil {
			t.Errorf("%.40q: the rest was lost: %+v", query, v)
		}
	}
}

func TestQueryFaultHasACaret(t *testing.T) {
	_, faults := parse(t, "q="+url.QueryEscape("battery NEAR"))
	if len(faults) != 1 || !strings.Contains(faults[0].Message, "\n        ^") {
		t.Errorf("got %+v", faults)
	}
}

func TestQueryNoticeKeepsTheQuery(t *testing.T) {
	v, faults := parse(t, "q="+url.QueryEscape("battery not good"))
	if len(faults) != 1 || !faults[0].Notice || !strings.Contains(faults[0].Message, "operators are written in capitals: NOT") || v.Query == nil {
		t.Errorf("got %+v", faults)
	}
}

func TestLinksDoNotChangeTheViewTheyStartFrom(t *testing.T) {
	v, _ := parse(t, "platform=feed&q=cup&term=beans")
	before := v.URL("/")
	_ = v.WithPlatforms("x").WithLabels(social.Negative).WithTerm("grinder noise").WithBrand("Contoso").Previous()
	if v.URL("/") != before {
		t.Errorf("%s became %s", before, v.URL("/"))
	}
	if got := v.WithTerm("#espresso").WithTerm("beans").EveryRead[social.ReadTerms]; !slices.Equal(got, []string{"beans", "#espresso"}) {
		t.Errorf("got %q", got)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("brand=x&period=custom&from=2026-11-01&to=2026-11-02&q=a+AND+b")
	f.Add("period=custom&from=0000-01-01&to=9999-12-31")
	f.Add("tz=Etc%2FGMT%2B12&platform=a&platform=a&q=%22%28&sentiment=%00&term=%zz")
	f.Fuzz(func(t *testing.T, query string) {
		q, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		v, _ := urlstate.Parser{}.Parse(q, now)
		if !v.From.Before(v.To) || v.To.After(now) {
			t.Errorf("%q gave %s to %s", query, v.From, v.To)
		}
	})
}
