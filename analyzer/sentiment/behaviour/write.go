package behaviour

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"earshot/internal/social"
)

// table holds the failure rates of kinds and languages, as text.
type table [][]string

// kindTable has a line for each kind and a column for each language.
func (r Report) kindTable() table {
	languages := r.Languages()
	out := table{append([]string{"kind"}, languages...)}
	add := func(name string, figure func(language string) (float64, bool)) {
		row, any := []string{name}, false
		for _, language := range languages {
			f, ok := figure(language)
			row, any = append(row, percent(f, ok)), any || ok
		}
		if any {
			out = append(out, row)
		}
	}
	for _, k := range Kinds() {
		add(string(k), func(language string) (float64, bool) { return Mean(r.Of(language, k)) })
	}
	add("all tests", func(language string) (float64, bool) { return Mean(r.Of(language, "")) })
	add("though sure", func(language string) (float64, bool) { return SureMean(r.Of(language, "")) })
	return out
}

// percent writes a share as a percentage, and what is not measured as a dash.
func percent(share float64, ok bool) string {
	if !ok {
		return "-"
	}
	return fmt.Sprintf("%.1f", 100*share)
}

// WriteTable writes the mean failure rates of the tests in percent, a line for each
// kind and a column for each language, for a terminal.
func (r Report) WriteTable(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, row := range r.kindTable() {
		fmt.Fprintln(t, strings.Join(row, "\t")+"\t")
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("behaviour: write the table: %w", err)
	}
	_, err := fmt.Fprintf(w, "\n%s\n", r.summary())
	return err
}

// WriteMarkdown writes the same table for the model card, with what each kind means.
func (r Report) WriteMarkdown(w io.Writer) error {
	var out strings.Builder
	for i, row := range r.kindTable() {
		meaning := Kind(row[0]).Meaning()
		if i == 0 {
			meaning = "what is asked"
		}
		fmt.Fprintf(&out, "| %s | %s | %s |\n", row[0], meaning, strings.Join(row[1:], " | "))
		if i == 0 {
			out.WriteString("|" + strings.Repeat("-|", len(row)+1) + "\n")
		}
	}
	_, err := fmt.Fprintf(w, "%s\n%s\n", out.String(), r.summary())
	return err
}

// summary is the figures over all tests in a sentence.
func (r Report) summary() string {
	cases := 0
	for _, result := range r.Results {
		cases += len(result.Test.Cases)
	}
	out := fmt.Sprintf("%d cases of %d tests. Mean failure of the tests:", cases, len(r.Results))
	if m, ok := Mean(r.Of(English, "")); ok {
		out += fmt.Sprintf(" English %s %%,", percent(m, ok))
	}
	if m, ok := r.Others(); ok {
		out += fmt.Sprintf(" mean of the other languages %s %%,", percent(m, ok))
	}
	return strings.TrimSuffix(out, ",") + "."
}

// WriteTests writes a line for each test and up to examples of the cases that it
// failed.
func (r Report) WriteTests(w io.Writer, examples int) error {
	var out strings.Builder
	for _, result := range r.Results {
		t := result.Test
		fmt.Fprintf(&out, "%s %-11s %5.1f %% of %3d  %s: %s\n", t.Language, t.Kind, 100*result.Rate(), len(t.Cases), t.Name, t.Want)
		for i := range min(examples, len(result.Failures)) {
			// Failures of one template follow one another: take them from all over.
			f := result.Failures[i*len(result.Failures)/min(examples, len(result.Failures))]
			c := t.Cases[f.Case]
			if f.Wrong > 0 {
				fmt.Fprintf(&out, "      %s  %s\n   -> %s  %s\n", judgement(f.Judged[0]), c[0].Text, judgement(f.Judged[f.Wrong]), c[f.Wrong].Text)
				continue
			}
			fmt.Fprintf(&out, "      %s  %s\n", judgement(f.Judged[0]), c[0].Text)
		}
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// judgement is a label, marked where the model is not sure of it, with the
// probabilities of negative, neutral and positive in percent.
func judgement(s social.Sentiment) string {
	label := string(s.Label)
	if !s.Sure {
		label += "?"
	}
	return fmt.Sprintf("%-9s (%2.0f %2.0f %2.0f)", label, 100*s.Negative, 100*s.Neutral, 100*s.Positive)
}
