package lenient

import (
	"encoding/json"
	"strings"
)

// Whole is the beginning of an object that is cut off or broken, up to the last
// element of a list of it that is whole; false without one.
func Whole(text, list string) (whole string, ok bool) {
	d := json.NewDecoder(strings.NewReader(text))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return "", false
	}
	var value json.RawMessage
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return "", false
		}
		if key != list {
			if d.Decode(&value) != nil {
				return "", false
			}
			continue
		}
		if t, err := d.Token(); err != nil || t != json.Delim('[') {
			return "", false
		}
		end := int64(0)
		for d.More() && d.Decode(&value) == nil {
			end = d.InputOffset()
		}
		return text[:end] + "]}", end > 0
	}
	return "", false
}
