package caption

import (
	"encoding/json"
	"strings"
)

// form is the JSON object asked for. ocr was the name of visible_text in an earlier prompt,
// and models that are asked without a schema shorten other names as well.
type form struct {
	Caption    *string  `json:"caption"`
	Objects    []string `json:"objects"`
	Scene      string   `json:"scene"`
	Activities []string `json:"activities"`
	Tags       []string `json:"tags"`
	Text       lines    `json:"visible_text"`
	OCR        lines    `json:"ocr"`
	Brands     []brand  `json:"brands"`
	People     *float64 `json:"people_count"`
	Persons    *float64 `json:"people"`
	Sentiment  string   `json:"sentiment"`
	Reason     string   `json:"sentiment_reason"`
	Because    string   `json:"reason"`
	Unsafe     bool     `json:"unsafe"`
}

type brand struct {
	Name       string   `json:"name"`
	Confidence *float64 `json:"confidence"`
	Where      string   `json:"where"`
}

// lines is a text, or a list of its lines.
type lines string

func (l *lines) UnmarshalJSON(data []byte) error {
	var list []string
	if json.Unmarshal(data, &list) == nil {
		*l = lines(strings.Join(list, "\n"))
		return nil
	}
	return json.Unmarshal(data, (*string)(l))
}

// read reads the form: the JSON object, alone or after words that introduce it, or labelled
// lines.
func read(answer string) (form, error) {
	var f form
	err := json.Unmarshal([]byte(answer), &f)
	if err == nil {
		return f, nil
	}
	if start, end := strings.IndexByte(answer, '{'), strings.LastIndexByte(answer, '}'); start > 0 && start < end {
		var inside form
		if json.Unmarshal([]byte(answer[start:end+1]), &inside) == nil {
			return inside, nil
		}
	}
	if plain, ok := readLines(answer); ok {
		return plain, nil
	}
	return form{}, err
}

// readLines reads what models answer that cannot write JSON: lines that begin with a word
// and a colon. What follows TEXT up to the next such word is text of the picture.
func readLines(answer string) (f form, ok bool) {
	fields := map[string]*string{"scene": &f.Scene, "sentiment": &f.Sentiment}
	inText := false
	var text []string
	for line := range strings.Lines(answer) {
		line = strings.TrimSpace(line)
		label, rest, found := strings.Cut(line, ":")
		label, rest = strings.ToLower(strings.Trim(label, "*#- ")), strings.Trim(rest, "* ")
		into := fields[label]
		switch {
		case found && label == "caption" && f.Caption == nil && !inText:
			f.Caption, ok = &rest, true
		case found && label == "tags" && f.Tags == nil:
			f.Tags, inText = strings.Split(rest, ","), false
		case found && into != nil && *into == "":
			*into, inText = rest, false
		case found && label == "text" && text == nil:
			text, inText = append(text, rest), true
		case inText:
			text = append(text, line)
		}
	}
	f.Text = lines(strings.Join(text, "\n"))
	return f, ok
}
