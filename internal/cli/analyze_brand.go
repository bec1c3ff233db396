package cli

import (
	"strconv"
	"strings"

	"earshot/internal/app/config"
	"earshot/internal/query"
	"earshot/internal/social"
)

// brandFlag names brands that texts are asked about.
type brandFlag struct {
	Brand []string `placeholder:"NAME" sep:"none" help:"A brand to tell the sentiment toward, beside those of the configuration: its name, or NAME=QUERY; may be given more than once."`
}

// brands are the brands of the flag.
func (f brandFlag) brands() ([]social.Brand, error) {
	var out []social.Brand
	for _, given := range f.Brand {
		name, expr, ok := strings.Cut(given, "=")
		if name = strings.TrimSpace(name); !ok {
			expr = strconv.Quote(name)
		}
		if name == "" {
			return nil, social.Errorf(social.CodeInvalid, "--brand %q: write a name, or NAME=QUERY", given)
		}
		q, _, err := config.ParseQuery(expr, query.Known{})
		if err != nil {
			return nil, err
		}
		out = append(out, social.Brand{Name: name, Kind: social.BrandOwn, Query: q})
	}
	return out, nil
}

// towardLine is what a text says of a brand it mentions.
type towardLine struct {
	Brand    string       `json:"brand"`
	Label    social.Label `json:"label"`
	Sure     bool         `json:"sure"`
	Negative float32      `json:"negative"`
	Neutral  float32      `json:"neutral"`
	Positive float32      `json:"positive"`
	// Own says that the text says something of the brand that it does not say as a whole.
	Own bool `json:"own"`
}

func towardLines(a social.Analysis) []towardLine {
	out := make([]towardLine, len(a.Brands))
	for i, brand := range a.Brands {
		s := a.SentimentToward(brand)
		out[i] = towardLine{Brand: brand, Label: s.Label, Sure: s.Sure, Negative: s.Negative, Neutral: s.Neutral, Positive: s.Positive}
		for _, t := range a.Toward {
			out[i].Own = out[i].Own || t.Brand == brand
		}
	}
	return out
}
