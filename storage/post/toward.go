package post

import (
	"earshot/internal/social"
	"earshot/storage/database"
)

// decodeToward reads the columns that say what a text says of single brands: the
// model's own sentiments.
func decodeToward(r *database.Row) []social.TowardBrand {
	brands, labels := r.Texts(), r.Texts()
	negative, neutral, positive, sure := r.Float32s(), r.Float32s(), r.Float32s(), r.Bools()
	whyText, whyWeight := r.TextLists(), r.Float32Lists()
	if len(brands) == 0 || !sameLength(len(brands), len(labels), len(negative), len(neutral), len(positive), len(sure), len(whyText), len(whyWeight)) {
		return nil
	}
	out := make([]social.TowardBrand, len(brands))
	for i, brand := range brands {
		out[i] = social.TowardBrand{Brand: brand, Sentiment: social.Sentiment{
			Label: social.Label(labels[i]), Negative: negative[i], Neutral: neutral[i], Positive: positive[i],
			Sure: sure[i], Why: reasons(whyText[i], whyWeight[i]),
		}}
	}
	return out
}

// correctionsOf are the labels people gave to brands, with that of the whole post.
func correctionsOf(post string, brands, labels []string) Corrections {
	if post == "" && len(brands) == 0 || !sameLength(len(brands), len(labels)) {
		return nil
	}
	out := Corrections{}
	if post != "" {
		out[""] = social.Label(post)
	}
	for i, brand := range brands {
		out[brand] = social.Label(labels[i])
	}
	return out
}

func reasons(texts []string, weights []float32) []social.Reason {
	if len(texts) == 0 || !sameLength(len(texts), len(weights)) {
		return nil
	}
	out := make([]social.Reason, len(texts))
	for i := range texts {
		out[i] = social.Reason{Text: texts[i], Weight: weights[i]}
	}
	return out
}
