package clitest

import (
	"encoding/csv"
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
	type cell struct{ date, brand, platform, language, label string }
	count := map[cell]int64{}
	engagement := map[cell]int64{}
	for _, p := range w.Stored(t) {
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
	got := w.Run(t, "export", "trends", "--by", "day").Want(t, 0)
	rows, err := csv.NewReader(strings.NewReader(got.Out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if want := "date,brand,platform,language,mentions,positive,neutral,negative,net_sentiment,engagement,authors,share_of_voice,listened,time_zone,unsure"; strings.Join(rows[0], ",") != want {
		t.Errorf("header %q", rows[0])
	}
	seen := 0
	for _, r := range rows[1:] {
		c := cell{date: r[0], brand: r[1], platform: r[2], language: r[3]}
		seen++
		if n := Number(t, r[4]); n != count[c] {
			t.Errorf("%+v: %d mentions, %d counted", c, n, count[c])
		}
		if r[9] != "" && Number(t, r[9]) != engagement[c] {
			t.Errorf("%+v: engagement %s, %d counted", c, r[9], engagement[c])
		}
		for i, label := range []social.Label{social.Positive, social.Neutral, social.Negative} {
			c.label = string(label)
			if n := Number(t, r[5+i]); n != count[c] {
				t.Errorf("%+v: %d, %d counted", c, n, count[c])
			}
		}
		c.label = string(social.Unsure)
		if n := Number(t, r[14]); n != count[c] {
			t.Errorf("%+v: %d, %d counted", c, n, count[c])
		}
	}
	cells := 0
	for c := range count {
		if c.label == "" {
			cells++
		}
	}
	// A mention of unknown sentiment has an empty label and would be counted
	// twice above; the sample has none.
	if seen != cells {
		t.Errorf("%d trend rows, %d counted", seen, cells)
	}
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
