package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/export"
	"earshot/internal/social"
)

func TestWhoJudgedAPost(t *testing.T) {
	own := social.Sentiment{Label: social.Positive, Neutral: 0.5, Positive: 0.5}
	said := social.Opinion{Model: "tiny", Quote: "=two", Sentiment: social.Sentiment{Label: social.Negative, Negative: 1}}
	person := own.Beside(said)
	person.Label, person.Negative, person.Neutral, person.Positive, person.Corrected = social.Neutral, 0, 1, 0, true
	opinion := map[string]any{
		"own_label": "positive", "own_certainty": 0.5, "opinion_model": "tiny", "opinion_label": "negative", "opinion_certainty": 1.0,
		"opinion_quote": "=two", "opinion_fault": nil,
	}
	nothing := map[string]any{
		"own_label": nil, "own_certainty": nil, "opinion_model": nil, "opinion_label": nil, "opinion_certainty": nil, "opinion_quote": nil, "opinion_fault": nil,
	}
	with := func(of map[string]any, pairs ...any) map[string]any {
		out := map[string]any{}
		for name, value := range of {
			out[name] = value
		}
		for i := 0; i < len(pairs); i += 2 {
			out[pairs[i].(string)] = pairs[i+1]
		}
		return out
	}
	for name, c := range map[string]struct {
		s    social.Sentiment
		want map[string]any
	}{
		"nobody":             {social.Sentiment{}, with(nothing, "judged_by", nil, "label", "", "negative", nil)},
		"the built-in model": {own, with(nothing, "judged_by", "built-in model", "label", "positive", "negative", 0.0)},
		"both models":        {own.Beside(said), with(opinion, "judged_by", "second opinion", "label", "negative", "negative", 0.5)},
		"a person":           {person, with(opinion, "judged_by", "person", "label", "neutral", "negative", 0.0)},
		"a discarded one": {own.Beside(social.Opinion{Model: "tiny", Fault: "it raved"}),
			with(nothing, "judged_by", "built-in model", "label", "positive", "negative", 0.0, "opinion_model", "tiny", "opinion_fault", "it raved")},
	} {
		t.Run(name, func(t *testing.T) {
			p := stored()
			p.Analysis.Sentiment = c.s
			var got map[string]any
			if err := json.Unmarshal(writePosts(t, export.NDJSON, p), &got); err != nil {
				t.Fatal(err)
			}
			for column, want := range c.want {
				value, ok := got[column]
				if diff := cmp.Diff(want, value); diff != "" || !ok {
					t.Errorf("%s (-want +got):\n%s", column, diff)
				}
			}
		})
	}
	p := stored()
	p.Analysis.Sentiment = own.Beside(said)
	rows, err := csv.NewReader(bytes.NewReader(writePosts(t, export.CSV, p))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	cells := []string{"second opinion", "positive", "0.5", "tiny", "negative", "1", "'=two", ""}
	if diff := cmp.Diff(cells, rows[1][slices.Index(rows[0], "judged_by"):][:len(cells)]); diff != "" {
		t.Errorf("cells (-want +got):\n%s", diff)
	}
}
