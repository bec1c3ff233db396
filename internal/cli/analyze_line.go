package cli

import (
	"bytes"
	"encoding/json"

	"earshot/internal/social"
)

// member is a member of a JSON object.
type member struct {
	name  string
	value any
}

// object is a JSON object with ordered members.
type object []member

// MarshalJSON writes the members in order, without escaping HTML characters such
// as <.
func (o object) MarshalJSON() ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	buf.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			buf.WriteByte(',')
		}
		if err := enc.Encode(m.name); err != nil {
			return nil, err
		}
		buf.WriteByte(':')
		if err := enc.Encode(m.value); err != nil {
			return nil, err
		}
	}
	buf.WriteByte('}')
	return buf.Bytes(), nil
}

// textLine is the output for one line of input; its readings follow from
// social.Readings.
func textLine(a social.Analysis) object {
	s := a.Sentiment
	out := object{
		{"label", s.Label}, {"sure", s.Sure}, {"negative", s.Negative}, {"neutral", s.Neutral}, {"positive", s.Positive}, {"language", a.Language},
	}
	for _, info := range social.Readings() {
		if info.Set == nil {
			continue // worked out from the keywords and hashtags
		}
		read := info.Get(&a)
		switch info.Shape {
		case social.One:
			if len(read) > 0 {
				out = append(out, member{info.Column, read[0].Value})
			}
		case social.Judged:
			values := make([]social.Aspect, len(read))
			for i, v := range read {
				values[i] = social.Aspect{Term: v.Value, Label: v.Label, Certainty: v.Certainty}
			}
			out = append(out, member{info.Column, values})
		default:
			values := make([]string, len(read))
			for i, v := range read {
				values[i] = v.Value
			}
			out = append(out, member{info.Column, values})
		}
	}
	return append(out, member{"toward", towardLines(a)}, member{"spam", a.Spam}, member{"keywords", append([]string{}, a.Keywords...)}, member{"why", append([]social.Reason{}, s.Why...)})
}
