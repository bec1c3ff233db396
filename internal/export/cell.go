package export

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"

	"earshot/internal/social"
)

// day is a date without a time, as "2006-01-02".
type day string

// safeText defuses text that a spreadsheet would run as a formula: a cell that
// begins with =, +, -, @ (or their full-width forms), a tab or a line break
// gets a leading apostrophe. See OWASP, "CSV Injection".
func safeText(s string) string {
	if s != "" && strings.ContainsAny(firstRune(s), "=+-@\t\r\n＝＋－＠") {
		return "'" + s
	}
	return s
}

// number is a text that a spreadsheet takes for a number: 7301234567890123456,
// 12e5, 007.
var number = regexp.MustCompile(`^\d[\d.,]*(?:[eE][+-]?\d+)?$`)

// spreadsheetText is safeText, which also keeps a spreadsheet from turning a
// text of digits into a number: it would round identifiers to 15 digits and read
// fingerprints such as 12e5 as powers of ten.
func spreadsheetText(s string) string {
	if number.MatchString(s) {
		return "'" + s
	}
	return safeText(s)
}

// Undefuse takes off the apostrophe that safeText or spreadsheetText put before a
// text.
func Undefuse(s string) string {
	if len(s) > 1 && s[0] == '\'' && (safeText(s[1:]) != s[1:] || spreadsheetText(s[1:]) != s[1:]) {
		return s[1:]
	}
	return s
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

// dateCell names a bucket by its start in its time zone: a day, or a time for hours.
func dateCell(t time.Time, by social.Bucket) any {
	if by == social.ByHour {
		return t
	}
	return day(t.Format(time.DateOnly))
}

// cell is a value in a file of text; see fieldText.
func cell(value any, text func(string) string) string {
	if value == nil {
		return ""
	}
	return fieldText(reflect.ValueOf(value), text)
}

// fieldText is a value in a file of text, where text makes texts safe; what is
// unknown, false or empty is an empty cell. Numbers are the shortest decimals
// that read back as the same. It boxes no text or number: an export has some
// sixty of them a post.
func fieldText(f reflect.Value, text func(string) string) string {
	switch f.Kind() {
	case reflect.Interface:
		return cell(f.Interface(), text)
	case reflect.Pointer:
		switch {
		case f.IsNil():
			return ""
		case f.Elem().Kind() == reflect.Bool:
			return strconv.FormatBool(f.Elem().Bool())
		}
		return fieldText(f.Elem(), text)
	case reflect.Bool:
		if f.Type() != reflect.TypeFor[answer]() && !f.Bool() {
			return ""
		}
		return strconv.FormatBool(f.Bool())
	case reflect.String:
		if f.Type() == reflect.TypeFor[day]() {
			return f.String()
		}
		return text(f.String())
	case reflect.Float32:
		return strconv.FormatFloat(f.Float(), 'f', -1, 32)
	case reflect.Float64:
		return strconv.FormatFloat(f.Float(), 'f', -1, 64)
	case reflect.Int64:
		return strconv.FormatInt(f.Int(), 10)
	case reflect.Slice:
		if f.Len() == 0 {
			return ""
		}
	}
	switch v := f.Interface().(type) {
	case time.Time:
		return v.Format(time.RFC3339Nano)
	case ownSentiments:
		return text(v.String())
	case []string:
		return text(strings.Join(v, "; "))
	default:
		// Lists of structs of texts and finite numbers: there is no way to fail.
		data, _ := json.Marshal(v)
		return string(data)
	}
}

// answer is a yes or no that can be unknown, so that no is not an empty cell.
type answer bool

// cells are values in the order of their columns; nil, or a pointer that is, for what
// is unknown.
type cells []any

// parts are a row in parts, each a struct, a pointer to one, or cells.
type parts []any

// values are the cells of a row.
func values(row any) cells {
	switch row := row.(type) {
	case cells:
		out := make(cells, len(row))
		for i, v := range row {
			out[i] = valueOf(reflect.ValueOf(v))
		}
		return out
	case parts:
		var out cells
		for _, part := range row {
			out = append(out, values(part)...)
		}
		return out
	}
	v := reflect.Indirect(reflect.ValueOf(row))
	return appendFields(make(cells, 0, v.NumField()), v)
}

// appendTexts appends the cells of a row as a file of text has them.
func appendTexts(out []string, row any, text func(string) string) []string {
	switch row := row.(type) {
	case cells:
		for _, v := range row {
			out = append(out, cell(v, text))
		}
		return out
	case parts:
		for _, part := range row {
			out = appendTexts(out, part, text)
		}
		return out
	}
	return appendFieldTexts(out, reflect.Indirect(reflect.ValueOf(row)), text)
}

func appendFieldTexts(out []string, row reflect.Value, text func(string) string) []string {
	t := row.Type()
	for i := range t.NumField() {
		if f := row.Field(i); f.Kind() == reflect.Struct && t.Field(i).Anonymous {
			out = appendFieldTexts(out, f, text)
		} else {
			out = append(out, fieldText(f, text))
		}
	}
	return out
}

func appendFields(out cells, row reflect.Value) cells {
	t := row.Type()
	for i := range t.NumField() {
		if f := row.Field(i); f.Kind() == reflect.Struct && t.Field(i).Anonymous {
			out = appendFields(out, f)
		} else {
			out = append(out, valueOf(f))
		}
	}
	return out
}

// valueOf is a value without its pointer, nil for what is unknown.
func valueOf(f reflect.Value) any {
	switch {
	case !f.IsValid() || f.Kind() == reflect.Pointer && f.IsNil():
		return nil
	case f.Kind() != reflect.Pointer:
		return f.Interface()
	case f.Elem().Kind() == reflect.Bool:
		return answer(f.Elem().Bool())
	}
	return f.Elem().Interface()
}

// headerOf are the names of the columns of a row's type.
func headerOf(t reflect.Type) []string {
	var names []string
	for i := range t.NumField() {
		if f := t.Field(i); f.Anonymous {
			names = append(names, headerOf(f.Type)...)
		} else {
			names = append(names, f.Tag.Get("json"))
		}
	}
	return names
}
