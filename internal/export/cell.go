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

// cell is a value in a file of text, where text makes texts safe; what is
// unknown, false or empty is an empty cell. Numbers are the shortest decimals
// that read back as the same.
func cell(value any, text func(string) string) string {
	switch v := value.(type) {
	case nil:
		return ""
	case bool:
		return strings.TrimPrefix(strconv.FormatBool(v), "false")
	case answer:
		return strconv.FormatBool(bool(v))
	case ownSentiments:
		return text(v.String())
	case string:
		return text(v)
	case day:
		return string(v)
	case time.Time:
		return v.Format(time.RFC3339Nano)
	case float32:
		return strconv.FormatFloat(float64(v), 'f', -1, 32)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int64:
		return strconv.FormatInt(v, 10)
	case []string:
		return text(strings.Join(v, "; "))
	}
	if reflect.ValueOf(value).Len() == 0 {
		return ""
	}
	// Lists of structs of texts and finite numbers: there is no way to fail.
	data, _ := json.Marshal(value)
	return string(data)
}

// answer is a yes or no that can be unknown, so that no is not an empty cell.
type answer bool

// cells are the values of a row in the order of their columns; nil for what is
// unknown.
type cells []any

// values are the cells of a row: the fields of a struct or of what a pointer is to.
func values(row any) cells {
	if c, ok := row.(cells); ok {
		return c
	}
	v := reflect.Indirect(reflect.ValueOf(row))
	return appendFields(make(cells, 0, v.NumField()), v)
}

func appendFields(out cells, row reflect.Value) cells {
	t := row.Type()
	for i := range t.NumField() {
		f := row.Field(i)
		switch kind := f.Kind(); {
		case kind == reflect.Struct && t.Field(i).Anonymous:
			out = appendFields(out, f)
		case kind != reflect.Pointer:
			out = append(out, f.Interface())
		case f.IsNil():
			out = append(out, nil)
		case f.Elem().Kind() == reflect.Bool:
			out = append(out, answer(f.Elem().Bool()))
		default:
			out = append(out, f.Elem().Interface())
		}
	}
	return out
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
