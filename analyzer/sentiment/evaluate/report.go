package evaluate

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"earshot/internal/social"
)

// Group is labelled texts that are measured together: a data set, a language
// or a platform.
type Group struct {
	Name  string
	Texts []Example
}

// NamedModel is a model under the name the report gives it.
type NamedModel struct {
	Name  string
	Model Classifier
}

// Row holds the results of each model on one group, in the order of the models.
type Row struct {
	Group   string
	Results []*Result
	// Differences are those between the first model and each other one.
	Differences []Difference
}

// Compare measures every model on every group.
func Compare(models []NamedModel, groups []Group) []Row {
	rows := make([]Row, 0, len(groups))
	predictions := make([]social.Sentiment, len(models))
	for _, g := range groups {
		t := NewTally(g.Name, len(models))
		for _, text := range g.Texts {
			for i, m := range models {
				predictions[i] = m.Model.Classify(text.Text, text.Language, nil)
			}
			t.Add(text.Label, nil, predictions...)
		}
		rows = append(rows, t.Rows()...)
	}
	return rows
}

// WriteTable writes the results of Compare as a table for a terminal, one line
// per group and model. Figures are percentages except kappa and the calibration
// error (ECE). The column ± is the AccuracyMargin, the column leaning the
// PolarAccuracy, sure the SureShare and right the SurePrecision. A set without neutral texts has no F1 of neutral.
func WriteTable(w io.Writer, models []NamedModel, rows []Row) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "set\tmodel\ttexts\tmacro-recall\taccuracy\t±\tleaning\tmacro-F1\tF1 neg\tF1 neu\tF1 pos\tkappa\tECE\tsure\tright\t")
	for _, row := range rows {
		for i, r := range row.Results {
			neutral := fmt.Sprintf("%.1f", 100*r.F1(social.Neutral))
			if r.Binary() {
				neutral = "-"
			}
			fmt.Fprintf(t, "%s\t%s\t%d\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%.1f\t%s\t%.1f\t%.3f\t%.3f\t%.1f\t%.1f\t\n",
				row.Group, models[i].Name, r.Texts(), 100*r.MacroRecall(), 100*r.Accuracy(), 100*r.AccuracyMargin(), 100*r.PolarAccuracy(),
				100*r.MacroF1(), 100*r.F1(social.Negative), neutral, 100*r.F1(social.Positive), r.Kappa(), r.CalibrationError(),
				100*r.SureShare(), 100*r.SurePrecision())
		}
	}
	if err := t.Flush(); err != nil {
		return fmt.Errorf("evaluate: write the table: %w", err)
	}
	return nil
}

// WriteConfusion writes how often each label given by people (lines) got each
// label of the model (columns).
func WriteConfusion(w io.Writer, r *Result) error {
	var out strings.Builder
	fmt.Fprintf(&out, "%-10s%10s%10s%10s\n", "", labels[0], labels[1], labels[2])
	for i, row := range r.Confusion {
		fmt.Fprintf(&out, "%-10s%10d%10d%10d\n", labels[i], row[0], row[1], row[2])
	}
	if _, err := io.WriteString(w, out.String()); err != nil {
		return fmt.Errorf("evaluate: write the confusion: %w", err)
	}
	return nil
}
