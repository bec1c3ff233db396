package train

import (
	"earshot/analyzer/sentiment"
	"earshot/internal/social"
)

// check returns an error for the first option that no model can be fitted with.
func (o Options) check() error {
	for _, rule := range []struct {
		broken bool
		says   string
	}{
		{o.Epochs < 1, "epochs must be 1 or more"},
		{!(o.LearningRate > 0 && o.LearningRate <= 10), "rate must be above 0 and at most 10"},
		{!(o.WeightDecay >= 0 && o.WeightDecay <= 1), "decay must be between 0 and 1"},
		{!(o.Dropout >= 0 && o.Dropout < 1), "dropout must be 0 or more and under 1"},
		{!(o.ClassBalance >= 0 && o.ClassBalance <= 1), "balance must be between 0 and 1"},
		{o.Dim < 0 || o.Dim > 32 || o.Dim > 0 && (o.Hidden < 1 || o.Hidden > 32), "a network has 1 to 32 dimensions and as many units"},
		{o.Dim > 0 && (o.NetEpochs < 1 || !(o.NetLearningRate > 0 && o.NetLearningRate <= 10)), "the network's epochs must be 1 or more, its rate above 0 and at most 10"},
		{o.Features < 1 || o.SharedFeatures < 1 || o.ReviewFeatures < 1, "features must be 1 or more"},
		{o.MinCount < 1, "least must be 1 or more"},
		{o.MaxRowsPerLanguage < 1, "texts per language must be 1 or more"},
	} {
		if rule.broken {
			return social.Errorf(social.CodeInvalid, "train: %s", rule.says)
		}
	}
	return nil
}

// checkSets returns an error for the first dataset or row that cannot be used.
func checkSets(sets []Dataset) error {
	total := 0
	for _, s := range sets {
		if err := sentiment.CheckLanguage(s.Language); err != nil {
			return social.Errorf(social.CodeInvalid, "train: set %s: %w", s.Name, err)
		}
		for _, rows := range [][]Row{s.Train, s.Validation} {
			for i, r := range rows {
				if r.Label < -1 || r.Label > 1 {
					return social.Errorf(social.CodeInvalid, "train: set %s: row %d: label %d is not -1, 0 or 1", s.Name, i+1, r.Label)
				}
			}
		}
		total += len(s.Train)
	}
	if total == 0 {
		return social.Errorf(social.CodeInvalid, "train: no labelled text to learn from")
	}
	return nil
}
