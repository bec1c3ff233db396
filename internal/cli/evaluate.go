package cli

import (
	"fmt"
	"os"

	"earshot/analyzer/language"
	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/evaluate"
	"earshot/internal/app"
	"earshot/internal/social"
)

type evalCommand struct {
	Files []string `arg:"" type:"existingfile" help:"Labelled texts: a line each, label (-1, 0 or 1), a tab, the text."`
	Model []string `placeholder:"FILE" type:"existingfile" sep:"none" help:"A model file to measure beside the one that comes with Earshot; may be given more than once."`
}

// labelNames are the labels of labelled files, from -1 up.
var labelNames = [3]social.Label{social.Negative, social.Neutral, social.Positive}

// Run measures the models on each file and prints a table, then the confusion
// of each.
func (c evalCommand) Run(_ app.Settings, std streams) error {
	models, err := c.models()
	if err != nil {
		return err
	}
	detector := language.New()
	var groups []evaluate.Group
	for _, name := range c.Files {
		rows, err := readLabelled([]string{name})
		if err != nil {
			return err
		}
		group := evaluate.Group{Name: name}
		for _, r := range rows {
			group.Texts = append(group.Texts, evaluate.Text{Text: r.Text, Language: detector.Detect(r.Text, ""), Label: labelNames[r.Label+1]})
		}
		groups = append(groups, group)
	}
	rows := evaluate.Compare(models, groups)
	if err := evaluate.WriteTable(std.out, models, rows); err != nil {
		return err
	}
	for _, row := range rows {
		for i, result := range row.Results {
			fmt.Fprintf(std.out, "\n%s, %s (lines: people, columns: model)\n", row.Group, models[i].Name)
			if err := evaluate.WriteConfusion(std.out, result); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c evalCommand) models() ([]evaluate.Named, error) {
	shipped, err := sentiment.Load(sentiment.WithoutWhy())
	if err != nil {
		return nil, err
	}
	models := []evaluate.Named{{Name: "shipped", Judge: shipped}}
	for _, name := range c.Model {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, social.Errorf(social.CodeInvalid, "evaluate: %w", err)
		}
		model, err := sentiment.Parse(data, sentiment.WithoutWhy())
		if err != nil {
			return nil, social.Errorf(social.CodeInvalid, "evaluate: %s: %w", name, err)
		}
		models = append(models, evaluate.Named{Name: name, Judge: model})
	}
	return models, nil
}
