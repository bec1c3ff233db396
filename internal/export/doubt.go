package export

import (
	"strings"

	"earshot/internal/social"
)

// doubtRow is how sure a post's label is, and what its text says of single brands.
type doubtRow struct {
	// Sure is whether the label counts as what it says; null where nothing was judged.
	Sure *bool `json:"sure" parquet:"sure,optional"`
	// Toward are the brands of which the text says something of their own.
	Toward ownSentiments `json:"toward" parquet:"toward,list"`
}

// ownSentiment is what a text says of one brand.
type ownSentiment struct {
	Brand    string  `json:"brand" parquet:"brand,dict"`
	Label    string  `json:"label" parquet:"label,dict"`
	Negative float32 `json:"negative" parquet:"negative"`
	Neutral  float32 `json:"neutral" parquet:"neutral"`
	Positive float32 `json:"positive" parquet:"positive"`
	Sure     bool    `json:"sure" parquet:"sure"`
}

// ownSentiments is one cell where the format has cells; see String.
type ownSentiments []ownSentiment

// String is the sentiments as they are read: "Northwind: negative; Contoso: positive
// (unsure)".
func (s ownSentiments) String() string {
	parts := make([]string, len(s))
	for i, own := range s {
		parts[i] = own.Brand + ": " + own.Label
		if !own.Sure {
			parts[i] += " (unsure)"
		}
	}
	return strings.Join(parts, "; ")
}

func newDoubtRow(a *social.Analysis) *doubtRow {
	r := &doubtRow{Sure: sure(a.Sentiment), Toward: make(ownSentiments, len(a.Toward))}
	for i, t := range a.Toward {
		r.Toward[i] = ownSentiment{t.Brand, string(t.Label), t.Negative, t.Neutral, t.Positive, t.Sure}
	}
	return r
}

// sure is whether a judgement is sure; nil for none.
func sure(s social.Sentiment) *bool {
	if s.Label == social.Unknown {
		return nil
	}
	return &s.Sure
}
