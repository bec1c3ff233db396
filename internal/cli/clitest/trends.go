package clitest

import (
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"earshot/internal/social"
)

// CompareTrends counts mentions from the exported posts and wants the
// exported trends to say the same.
func (w *World) CompareTrends(t *testing.T) {
	t.Helper()
	posts := slices.Collect(maps.Values(w.Stored(t)))
	for _, fault := range w.trendFaults(t, posts) {
		t.Error(fault)
	}
}

// cell is what a row of trends is of; label is empty for all of its mentions.
type cell struct{ date, brand, platform, language, label string }

// trendFaults says where the exported trends are something else than a recount of posts.
func (w *World) trendFaults(t *testing.T, posts []Exported) (faults []string) {
	t.Helper()
	count, engagement := recount(posts)
	got := w.Run(t, "export", "trends", "--by", "day").Want(t, 0)
	rows, err := csv.NewReader(strings.NewReader(got.Out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	fault := func(format string, args ...any) { faults = append(faults, fmt.Sprintf(format, args...)) }
	if want := "date,brand,platform,language,mentions,positive,neutral,negative,net_sentiment,engagement,authors,share_of_voice,listened,time_zone,unsure,visual_only"; strings.Join(rows[0], ",") != want {
		fault("header %q", rows[0])
	}
	for _, r := range rows[1:] {
		c := cell{date: r[0], brand: r[1], platform: r[2], language: r[3]}
		if n := Number(t, r[4]); n != count[c] {
			fault("%+v: %d mentions, %d counted", c, n, count[c])
		}
		if r[9] != "" && Number(t, r[9]) != engagement[c] {
			fault("%+v: engagement %s, %d counted", c, r[9], engagement[c])
		}
		for at, label := range map[int]social.Label{5: social.Positive, 6: social.Neutral, 7: social.Negative, 14: social.Unsure} {
			c.label = string(label)
			if n := Number(t, r[at]); n != count[c] {
				fault("%+v: %d, %d counted", c, n, count[c])
			}
		}
	}
	cells := 0
	for c := range count {
		if c.label == "" {
			cells++
		}
	}
	if len(rows)-1 != cells {
		fault("%d trend rows, %d counted", len(rows)-1, cells)
	}
	return faults
}

// recount counts mentions and engagement from posts. A mention of unknown sentiment has
// an empty label and would be counted twice; the sample has none.
func recount(posts []Exported) (count, engagement map[cell]int64) {
	count, engagement = map[cell]int64{}, map[cell]int64{}
	for _, p := range posts {
		for _, b := range p.Brands {
			c := cell{date: p.CreatedAt.Format(time.DateOnly), brand: b, platform: p.Platform, language: p.Language}
			count[c]++
			for _, n := range []*int64{p.Likes, p.Shares, p.Comments} {
				if n != nil {
					engagement[c] += *n
				}
			}
			c.label = string(p.Class(b))
			count[c]++
		}
	}
	return count, engagement
}

// CompareSentiments wants each count of a brand's trends to lead to as many posts, and
// these to say of the brand what they are counted as.
func (w *World) CompareSentiments(t *testing.T, brand string) {
	t.Helper()
	got := w.Run(t, "export", "trends", "--by", "month", "--group", "brand", "--brand", brand).Want(t, 0)
	rows, err := csv.NewReader(strings.NewReader(got.Out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, class := range social.Classes() {
		counted, listed := int64(0), int64(0)
		at := slices.Index(rows[0], string(class))
		for _, r := range rows[1:] {
			counted += Number(t, r[at])
		}
		for _, p := range w.rows(t, "--brand", brand, "--sentiment", string(class)) {
			listed++
			if whole := p.Class(""); p.Class(brand) != class || len(p.Toward) == 0 && whole != class {
				t.Errorf("%s %s is %s, and as a whole %s; it is listed as %s", p.Platform, p.ID, p.Class(brand), whole, class)
			}
		}
		if listed != counted {
			t.Errorf("%s: %d counted lead to %d posts", class, counted, listed)
		}
	}
}

// Number reads a whole number.
func Number(t *testing.T, s string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
