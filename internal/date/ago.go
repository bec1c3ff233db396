package date

import (
	_ "embed"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed cldr/ago.tsv
var agoTable string

// moreAgo are relative forms in use that are not in the CLDR.
const moreAgo = `en	now	just now|moments ago|a moment ago
en	minute	# mins ago|# min ago|#min ago
en	hour	# hrs ago|# hr ago
en	month	# mos ago
de	now	gerade eben
zh	now	刚刚|剛剛|刚才
zh	minute	# 分钟前|#分前
zh	hour	#小時前|#个小时前|#個小時前
zh	day-1	昨日
ja	now	たった今
ko	now	방금|방금 전
ru	now	только что
vi	now	vừa xong
id	now	baru saja
tr	now	az önce
`

// agoForms has the unit of each relative form: "# hours ago" is an hour; "now",
// "day0", "day-1" and "day-2" have no number. A form of several units has none.
var agoForms = sync.OnceValue(func() map[string]string {
	forms := map[string]string{}
	for line := range strings.Lines(agoTable + moreAgo) {
		fields := strings.Split(strings.TrimRight(line, "\n"), "\t")
		for _, form := range strings.Split(fields[2], "|") {
			key := agoKey(foldText(form))
			if unit, taken := forms[key]; taken && unit != fields[1] {
				forms[key] = ""
				continue
			}
			forms[key] = fields[1]
		}
	}
	return forms
})

// agoKey is a form without dots and spaces.
func agoKey(s string) string { return strings.NewReplacer(".", "", " ", "").Replace(s) }

var (
	count = regexp.MustCompile(`\d+`)
	// clockBehind is a time of day behind a day, with words in between.
	clockBehind = regexp.MustCompile(`^(.*?)[,\s]*((?:(?:上午|下午|凌晨|中午|晚上|早上|午前|午後|오전|오후) ?)?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\.?)?)$`)
	// one is a number written as a word, in English.
	one = regexp.MustCompile(`^(?:an?|one) `)
)

// relative reads a date that is counted from o.Reference. Its time is as exact
// as what is counted: "3 hours ago" is the reference less three hours.
func relative(s string, o Options) (Reading, bool) {
	if o.Reference.IsZero() {
		return Reading{}, false
	}
	s = one.ReplaceAllString(strings.TrimRight(s, "."), "1 ")
	now := o.Reference.In(zoneOf(o))
	if numbers := count.FindAllString(s, -1); len(numbers) == 1 && len(numbers[0]) <= 4 {
		n, _ := strconv.Atoi(numbers[0])
		if t, ok := before(now, agoForms()[agoKey(count.ReplaceAllString(s, "#"))], n); ok {
			return Reading{Time: t, HasClock: true, HasZone: true}, true
		}
	}
	clock := ""
	if m := clockBehind.FindStringSubmatch(s); m != nil {
		s, clock = m[1], m[2]
	}
	for _, word := range []string{" at", " um", " a las", " kl", " о", " в"} {
		s = strings.TrimSuffix(s, word)
	}
	back, ok := map[string]int{"now": 0, "day0": 0, "day-1": 1, "day-2": 2}[agoForms()[agoKey(s)]]
	switch {
	case !ok:
		return Reading{}, false
	case agoForms()[agoKey(s)] == "now":
		return Reading{Time: now, HasClock: true, HasZone: true}, clock == ""
	}
	day := now.AddDate(0, 0, -back)
	if clock == "" {
		return Reading{Time: time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, day.Location())}, true
	}
	o.Reference = time.Time{}
	got, err := Read(day.Format(time.DateOnly)+" "+clock, o)
	return got, err == nil
}

// before is the moment n units before t.
func before(t time.Time, unit string, n int) (time.Time, bool) {
	switch unit {
	case "second":
		return t.Add(-time.Duration(n) * time.Second), true
	case "minute":
		return t.Add(-time.Duration(n) * time.Minute), true
	case "hour":
		return t.Add(-time.Duration(n) * time.Hour), true
	case "day":
		return t.AddDate(0, 0, -n), true
	case "week":
		return t.AddDate(0, 0, -7*n), true
	case "month":
		return t.AddDate(0, -n, 0), true
	case "year":
		return t.AddDate(-n, 0, 0), true
	}
	return time.Time{}, false
}
