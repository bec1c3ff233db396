package post

import "earshot/internal/social"

// towardCells are the cells of a row of analyses that say what a text says of single
// brands, and the labels people gave their mentions.
type towardCells struct {
	brands, labels              []string
	negative, neutral, positive []float32
	sure                        []bool
	whyText                     [][]string
	whyWeight                   [][]float32
	correctedBrands, corrected  []string
}

// into are where the cells are scanned to, in the order of analyses.sql.
func (c *towardCells) into() []any {
	return []any{&c.brands, &c.labels, &c.negative, &c.neutral, &c.positive, &c.sure, &c.whyText, &c.whyWeight,
		&c.correctedBrands, &c.corrected}
}

// sentiments are the model's own sentiments toward single brands.
func (c *towardCells) sentiments() []social.TowardBrand {
	if len(c.brands) == 0 {
		return nil
	}
	out := make([]social.TowardBrand, len(c.brands))
	for i, brand := range c.brands {
		out[i] = social.TowardBrand{Brand: brand, Sentiment: social.Sentiment{
			Label: social.Label(c.labels[i]), Negative: c.negative[i], Neutral: c.neutral[i], Positive: c.positive[i],
			Sure: c.sure[i], Why: reasons(c.whyText[i], c.whyWeight[i]),
		}}
	}
	return out
}

// corrections are the labels people gave, with that of the whole post.
func (c *towardCells) corrections(post string) Corrections {
	if post == "" && len(c.corrected) == 0 {
		return nil
	}
	out := Corrections{}
	if post != "" {
		out[""] = social.Label(post)
	}
	for i, brand := range c.correctedBrands {
		out[brand] = social.Label(c.corrected[i])
	}
	return out
}

func reasons(texts []string, weights []float32) []social.Reason {
	var out []social.Reason
	for i := range texts {
		out = append(out, social.Reason{Text: texts[i], Weight: weights[i]})
	}
	return out
}
