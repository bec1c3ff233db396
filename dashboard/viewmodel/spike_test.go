package viewmodel

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestOutliers(t *testing.T) {
	for name, test := range map[string]struct {
		counts, before []int64
		finished       int
		want           []Outlier
	}{
		"even days":              {counts: []int64{20, 22, 19, 21, 20, 18, 20}, finished: 7},
		"spike":                  {counts: []int64{20, 22, 90, 21, 20, 18, 20}, finished: 7, want: []Outlier{{Index: 2, First: 2, Last: 2, Count: 90, Expected: 20, High: true}}},
		"quiet day":              {counts: []int64{60, 62, 3, 61, 60, 58, 60}, finished: 7, want: []Outlier{{Index: 2, First: 2, Last: 2, Count: 3, Expected: 60}}},
		"two days are one spike": {counts: []int64{20, 22, 80, 95, 20, 18, 20}, finished: 7, want: []Outlier{{Index: 3, First: 2, Last: 3, Count: 95, Expected: 20, High: true}}},
		"small numbers":          {counts: []int64{0, 1, 9, 0, 1, 0, 0}, finished: 7},
		"too few steps":          {counts: []int64{5, 90, 5}, finished: 3},
		"unfinished not quiet":   {counts: []int64{60, 62, 59, 61, 60, 58, 2}, finished: 6},
		"unfinished spike":       {counts: []int64{60, 62, 59, 61, 60, 58, 200}, finished: 6, want: []Outlier{{Index: 6, First: 6, Last: 6, Count: 200, Expected: 60, High: true}}},
		"judged with before":     {counts: []int64{90, 20}, before: []int64{20, 21, 19, 20, 22}, finished: 2, want: []Outlier{{Index: 0, First: 0, Last: 0, Count: 90, Expected: 20, High: true}}},
		// A launch in the same month must not hide a silent weekend.
		"quiet beside a spike": {
			counts: []int64{29, 73, 105, 49, 26, 28, 33, 3, 0, 26, 21, 30, 20, 24, 19}, before: []int64{20, 23, 29, 24, 32, 41, 25, 30, 23, 31}, finished: 15,
			want: []Outlier{{Index: 2, First: 1, Last: 2, Count: 105, Expected: 26, High: true}, {Index: 8, First: 7, Last: 8, Count: 0, Expected: 26}},
		},
		"zeros before the first mention are not counted": {
			counts: []int64{20, 21, 22, 20, 19}, before: []int64{0, 0, 0, 0, 0, 0}, finished: 5,
		},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, Outliers(test.counts, test.before, test.finished)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
