package post

import (
	"earshot/internal/social"
	"earshot/storage/database"
)

// evidenceOf is where a post names brands, by the brands and the kinds of each.
func evidenceOf(brands []string, kinds [][]string) []social.BrandEvidence {
	if len(brands) == 0 || !sameLength(len(brands), len(kinds)) {
		return nil
	}
	out := make([]social.BrandEvidence, len(brands))
	for i, brand := range brands {
		out[i].Brand = brand
		for _, kind := range kinds[i] {
			out[i].Kinds = append(out[i].Kinds, social.Evidence(kind))
		}
	}
	return out
}

// decodeReading reads the columns of a reading, as package queries names them, into a.
func decodeReading(r *database.Row, info social.ReadingInfo, a *social.Analysis) {
	var read []social.ReadValue
	switch info.Shape {
	case social.One:
		if value, certainty := r.Text(), r.Float32(); value != "" {
			read = append(read, social.ReadValue{Value: value, Certainty: certainty})
		}
	case social.Judged:
		values, labels, certainties := r.Texts(), r.Texts(), r.Float32s()
		if sameLength(len(values), len(labels), len(certainties)) {
			for i, value := range values {
				read = append(read, social.ReadValue{Value: value, Label: social.Label(labels[i]), Certainty: certainties[i]})
			}
		}
	default:
		for _, value := range r.Texts() {
			read = append(read, social.ReadValue{Value: value})
		}
	}
	if len(read) > 0 {
		info.Set(a, read)
	}
}
