package mention

import "earshot/internal/social"

// towardColumns are what texts say of single brands, and the labels people gave these
// mentions, column by column.
type towardColumns struct {
	brands, labels              [][]string
	negative, neutral, positive [][]float32
	sure                        [][]bool
	whyText                     [][][]string
	whyWeight                   [][][]float32
	correctedBrands, corrected  [][]string
}

func (c *towardColumns) add(w write) {
	toward := w.entry.Analysis.Toward
	n := len(toward)
	brands, labels, sure := make([]string, n), make([]string, n), make([]bool, n)
	negative, neutral, positive := make([]float32, n), make([]float32, n), make([]float32, n)
	whyText, whyWeight := make([][]string, n), make([][]float32, n)
	for i, t := range toward {
		brands[i], labels[i], sure[i] = t.Brand, string(t.Label), t.Sure
		negative[i], neutral[i], positive[i] = t.Negative, t.Neutral, t.Positive
		whyText[i], whyWeight[i] = whyColumns(t.Why)
	}
	c.brands, c.labels, c.sure = append(c.brands, brands), append(c.labels, labels), append(c.sure, sure)
	c.negative, c.neutral, c.positive = append(c.negative, negative), append(c.neutral, neutral), append(c.positive, positive)
	c.whyText, c.whyWeight = append(c.whyText, whyText), append(c.whyWeight, whyWeight)
	given := w.corrected.Brands()
	corrected := make([]string, len(given))
	for i, brand := range given {
		corrected[i] = string(w.corrected[brand])
	}
	c.correctedBrands, c.corrected = append(c.correctedBrands, given), append(c.corrected, corrected)
}

// values are the columns, in the order of insert_analyses.sql.
func (c *towardColumns) values() []any {
	return []any{c.brands, c.labels, c.negative, c.neutral, c.positive, c.sure, c.whyText, c.whyWeight, c.correctedBrands, c.corrected}
}

// notOwn tells whether a judgement is not the built-in model's alone.
func notOwn(a *social.Analysis) bool {
	if a.Sentiment.Corrected || a.Sentiment.Opinion != nil {
		return true
	}
	for i := range a.Toward {
		if a.Toward[i].Corrected {
			return true
		}
	}
	return false
}
