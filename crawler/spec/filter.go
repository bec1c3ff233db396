package spec

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"earshot/crawler/markup"
	"earshot/internal/date"
)

// filterKind is a step that a rule may have.
type filterKind struct {
	// says is what it does, for docs/platforms.md.
	says string
	// arg is what the argument is; empty when there is none.
	arg string
	// optional says that the filter may be without its argument.
	optional bool
	run      func(f Filter, base *url.URL, value string) ([]string, error)
	// check reports a bad argument when the file is loaded.
	check func(arg string) error
}

// filters are the steps there are, by their names.
var filters = map[string]filterKind{
	"html": {
		says: "the plain text of HTML, with its line breaks",
		run:  func(_ Filter, _ *url.URL, v string) ([]string, error) { return []string{markup.Text(v)}, nil },
	},
	"markdown": {
		says: "Markdown as HTML; put `html` or `links` behind it",
		run: func(_ Filter, _ *url.URL, v string) ([]string, error) {
			written, err := markup.Markdown(v)
			return []string{written}, err
		},
	},
	"links": {
		says: "the addresses that HTML links to",
		run:  func(_ Filter, base *url.URL, v string) ([]string, error) { return markup.Read(v, base).URLs(), nil },
	},
	"absolute": {
		says: "a relative address made whole",
		run: func(_ Filter, base *url.URL, v string) ([]string, error) {
			return []string{markup.Resolve(base, v)}, nil
		},
	},
	"trim": {
		says: "without white space around it",
		run:  func(_ Filter, _ *url.URL, v string) ([]string, error) { return []string{strings.TrimSpace(v)}, nil },
	},
	"lower": {
		says: "in lower case",
		run:  func(_ Filter, _ *url.URL, v string) ([]string, error) { return []string{strings.ToLower(v)}, nil },
	},
	"prefix": {
		says: "with a text before it", arg: "the text to put before",
		run: func(f Filter, _ *url.URL, v string) ([]string, error) { return []string{f.Arg + v}, nil },
	},
	"suffix": {
		says: "with a text after it", arg: "the text to put after",
		run: func(f Filter, _ *url.URL, v string) ([]string, error) { return []string{v + f.Arg}, nil },
	},
	"split": {
		says: "the parts between separators", arg: "the separator",
		run: func(f Filter, _ *url.URL, v string) ([]string, error) { return strings.Split(v, f.Arg), nil },
	},
	"regexp": {
		says: "the first match, or its first group, or `to` (in which `$1` is the first group); nothing where it does not match",
		arg:  "a regular expression (RE2)",
		run:  func(f Filter, _ *url.URL, v string) ([]string, error) { return f.match(v) }, check: checkExpression,
	},
	"every": {
		says: "all matches", arg: "a regular expression (RE2)",
		run: func(f Filter, _ *url.URL, v string) ([]string, error) { return f.every(v) }, check: checkExpression,
	},
	"replace": {
		says: "with `to` in place of every match, or without them", arg: "a regular expression (RE2)",
		run: func(f Filter, _ *url.URL, v string) ([]string, error) { return f.replace(v) }, check: checkExpression,
	},
	"map": {
		says: "another name for each of some values; nothing for others", arg: "pairs such as english=en, set apart by spaces",
		run: func(f Filter, _ *url.URL, v string) ([]string, error) { return lookUp(f.Arg, v), nil }, check: checkPairs,
	},
	"int": {
		says: "a whole number, as in 1,234",
		run:  func(_ Filter, _ *url.URL, v string) ([]string, error) { return integer(v) },
	},
	"compact": {
		says: "a shortened number, as in 1.2K or 3万",
		run:  func(_ Filter, _ *url.URL, v string) ([]string, error) { return compact(v) },
	},
	"sum": {
		says: "all values added up",
		run:  func(_ Filter, _ *url.URL, v string) ([]string, error) { return integer(v) },
	},
	"unix": {
		says: "seconds since 1970 as a time",
		run:  func(_ Filter, _ *url.URL, v string) ([]string, error) { return unix(v, time.Second) },
	},
	"unix_ms": {
		says: "milliseconds since 1970 as a time",
		run:  func(_ Filter, _ *url.URL, v string) ([]string, error) { return unix(v, time.Millisecond) },
	},
	"time": {
		says: "a time in another form than RFC 3339; `zone` is its time zone where it names none (default: UTC)",
		arg:  "how 2 January 2006, 15:04:05 would be written, such as `02.01.2006 15:04`",
		run:  func(f Filter, _ *url.URL, v string) ([]string, error) { return f.time(v) },
	},
	// date and recent are run by apply, for they need to know when the answer came.
	"date": {
		says: "a date as people and machines write it, in about 60 languages: `4 May 2026 3:05 pm`, `2026年5月4日 下午3:05`, `3 hours ago`",
		arg:  "the time zone of one that names none, such as Europe/Berlin (default: UTC)", optional: true,
	},
	"recent": {
		says: "a time of day, a day of the year or a month, as lists shorten them: 14:05, 7-6, 2019-10",
		arg:  "the time zone, such as Europe/Berlin",
	},
}

// apply sends values through the filter. Empty values do not go through.
func (f Filter) apply(values []string, base *url.URL, at time.Time) ([]string, error) {
	var out []string
	for _, v := range values {
		if v == "" {
			continue
		}
		if f.Name == "recent" || f.Name == "date" {
			moment, err := f.moment(v, at)
			if err != nil {
				return nil, err
			}
			out = append(out, moment)
			continue
		}
		got, err := filters[f.Name].run(f, base, v)
		if err != nil {
			return nil, err
		}
		out = append(out, got...)
	}
	if f.Name == "sum" {
		return total(out)
	}
	return out, nil
}

// moment reads a time that may depend on when the answer came.
func (f Filter) moment(v string, at time.Time) (string, error) {
	if f.Name == "recent" {
		return recent(v, f.Arg, at)
	}
	o := date.Options{Reference: at}
	if f.Arg != "" {
		zone, err := time.LoadLocation(f.Arg)
		if err != nil {
			return "", err
		}
		o.Zone = zone
	}
	got, err := date.Read(v, o)
	return got.Time.Format(time.RFC3339Nano), err
}

// match yields the first group of the expression, or all of the match when it
// has no group; nothing when it does not match.
func (f Filter) match(v string) ([]string, error) {
	re, err := regexp.Compile(f.Arg)
	if err != nil {
		return nil, err
	}
	m := re.FindStringSubmatch(v)
	switch {
	case m == nil:
		return nil, nil
	case f.To != "":
		return []string{string(re.ExpandString(nil, f.To, v, re.FindStringSubmatchIndex(v)))}, nil
	case len(m) > 1:
		return []string{m[1]}, nil
	default:
		return []string{m[0]}, nil
	}
}

// time reads a time by a layout and yields it as RFC 3339.
func (f Filter) time(v string) ([]string, error) {
	zone := time.UTC
	if f.Zone != "" {
		var err error
		if zone, err = time.LoadLocation(f.Zone); err != nil {
			return nil, err
		}
	}
	t, err := time.ParseInLocation(f.Arg, strings.TrimSpace(v), zone)
	if err != nil {
		return nil, err
	}
	return []string{t.UTC().Format(time.RFC3339Nano)}, nil
}

// unix reads a count of units since 1970 and yields RFC 3339.
func unix(v string, unit time.Duration) ([]string, error) {
	n, err := strconv.ParseFloat(strings.TrimSpace(v), 64)
	if err != nil || math.IsNaN(n) || math.Abs(n)*unit.Seconds() > 1e11 {
		return nil, fmt.Errorf("%.40q is no time since 1970", v)
	}
	whole := int64(n)
	t := time.Unix(whole, 0)
	if unit == time.Millisecond {
		t = time.UnixMilli(whole)
	}
	return []string{t.UTC().Format(time.RFC3339Nano)}, nil
}

// thousands takes the separators of thousands out of a number.
var thousands = strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u202f", "")

// integer reads a whole number with or without separators of thousands.
func integer(v string) ([]string, error) {
	if isCount(v) {
		return []string{v}, nil
	}
	n, err := strconv.ParseInt(thousands.Replace(v), 10, 64)
	if err != nil {
		return nil, fmt.Errorf("%.40q is no whole number", v)
	}
	return []string{strconv.FormatInt(n, 10)}, nil
}

// isCount tells whether v is a whole number as it is written out.
func isCount(v string) bool {
	return v != "" && len(v) < 19 && (v[0] != '0' || v == "0") && !strings.ContainsFunc(v, func(c rune) bool { return c < '0' || c > '9' })
}

var compactNumber = regexp.MustCompile(`^([0-9][0-9,]*(?:\.[0-9]+)?)\s*([KkMmBb]|千|万|萬|亿|億|만|억)?\+?$`)

// units are what people shorten counts with.
var units = map[string]float64{
	"": 1, "K": 1e3, "M": 1e6, "B": 1e9, "千": 1e3, "万": 1e4, "萬": 1e4, "만": 1e4, "亿": 1e8, "億": 1e8, "억": 1e8,
}

// compact reads a shortened number: "3.7K", "1.5万", "100万+".
func compact(v string) ([]string, error) {
	m := compactNumber.FindStringSubmatch(strings.TrimSpace(v))
	if m == nil {
		return nil, fmt.Errorf("%.40q is no number", v)
	}
	n, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", ""), 64)
	if err != nil || n > 1e12 {
		return nil, fmt.Errorf("%.40q is no number", v)
	}
	return []string{strconv.FormatInt(int64(math.Round(n*units[strings.ToUpper(m[2])])), 10)}, nil
}
