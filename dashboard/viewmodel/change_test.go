package viewmodel

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/dashboard/component"
)

func TestChanges(t *testing.T) {
	f := func(v float64) *float64 { return &v }
	for name, test := range map[string]struct{ got, want component.Change }{
		"more":             {Ratio(4312, 3654), component.Change{Arrow: "▲", Text: "18%", From: "from 3,654"}},
		"fewer":            {Ratio(50, 100), component.Change{Arrow: "▼", Text: "50%", From: "from 100"}},
		"from nothing":     {Ratio(5, 0), component.Change{Arrow: "▲", Text: "new"}},
		"nothing at all":   {Ratio(0, 0), component.Change{Text: "no change"}},
		"same":             {Ratio(7, 7), component.Change{Text: "no change", From: "from 7"}},
		"hardly":           {Ratio(1001, 1000), component.Change{Arrow: "▲", Text: "<1%", From: "from 1,000"}},
		"nearly twice":     {Ratio(685, 344), component.Change{Arrow: "▲", Text: "99%", From: "from 344"}},
		"many times":       {Ratio(1000, 10), component.Change{Arrow: "▲", Text: "100×", From: "from 10"}},
		"points":           {Points(f(0.31), f(0.37)), component.Change{Arrow: "▼", Text: "6 points", From: "from 37%", Tone: component.Negative}},
		"one point":        {Points(f(0.32), f(0.31)), component.Change{Arrow: "▲", Text: "1 point", From: "from 31%", Tone: component.Positive}},
		"share unknown":    {Points(nil, f(0.3)), component.Change{}},
		"no share before":  {Points(f(0.3), nil), component.Change{Text: "no share before"}},
		"sentiment fell":   {Moved(f(0.11), f(0.32)), component.Change{Arrow: "▼", Text: "0.21", From: "from +0.32", Tone: component.Negative}},
		"sentiment same":   {Moved(f(0.111), f(0.109)), component.Change{Text: "no change", From: "from +0.11"}},
		"unknown is not 0": {Counted(nil, nil), component.Change{}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
