package date

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

//go:embed cldr/months.tsv
var monthTable string

//go:embed cldr/weekdays.tsv
var weekdayTable string

// named is what a name stands for in a language: a month from 1 (January), a
// weekday from 0 (Sunday), or a month of the Persian calendar from 101
// (Farvardin).
type named struct {
	language string
	value    int
}

// dictionary has the meanings of names, by their words in lower case with one
// space in between.
type dictionary struct {
	months, weekdays map[string][]named
	// longest is how many words the longest name has.
	longest int
}

// moreMonths are names that are in use and not in the CLDR: other abbreviations,
// other cases, Hebrew and Arabic with what they are written together with, the
// Arabic names of the Levant and the Maghreb, and the months of the Persian
// calendar. A line is a language and its months from January on.
var moreMonths = []string{
	"en|jan|feb|mar|apr|may|jun|jul|aug|sep sept|oct|nov|dec",
	"de|jänner jän|feber|mär mrz|apr|mai|jun|jul|aug|sep sept|okt|nov|dez",
	"nl|jan|febr feb|mrt maa|apr|mei|jun|jul|aug|sept sep|okt|nov|dec",
	"fr|janv jan|févr fév|mars|avr|mai|jun|juil jul|aou|sept sep|oct|nov|déc",
	"es|ene|feb|mar|abr|may|jun|jul|ago|sept sep setiembre set|oct|nov|dic",
	"pt|jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez",
	"it|gen|feb|mar|apr|mag|giu|lug|ago|set sett|ott|nov|dic",
	"ca|gen|febr feb|març|abr|maig|juny|jul|ag|set|oct|nov|des",
	"ro|ian|feb|mar mart|apr|mai|iun|iul|aug|sept sep|oct|noi|dec",
	"pl|sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru",
	"cs|led|úno|bře|dub|kvě|čvn|čvc|srp|zář|říj|lis|pro",
	"hu|jan|febr feb|márc|ápr|máj|jún|júl|aug|szept|okt|nov|dec",
	"fi|tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu",
	"sv|jan|feb febr|mar|apr|maj|jun|jul|aug|sep sept|okt|nov|dec",
	"da|jan|feb febr|mar|apr|maj|jun|jul|aug|sep sept|okt|nov|dec",
	"nb|jan|feb febr|mar|apr|mai|jun|jul|aug|sep sept|okt|nov|des",
	"ru|янв|фев февр|мар|апр|май|июн|июл|авг|сен сент|окт|ноя нояб|дек",
	"uk|січ|лют|бер берез|кві квіт|тра трав|чер черв|лип|сер серп|вер верес|жов жовт|лис листоп|гру груд",
	"bg|ян яну|фев|мар|апр|май|юни|юли|авг|сеп септ|окт|ное ноем|дек",
	"sr|јануара јан|фебруара феб|марта мар|априла апр|маја мај|јуна јун|јула јул|августа авг|септембра сеп|октобра окт|новембра нов|децембра дец",
	"sr|januara jan|februara feb|marta mar|aprila apr|maja maj|juna jun|jula jul|avgusta avg|septembra sep|oktobra okt|novembra nov|decembra dec",
	"sl|januarja jan|februarja feb|marca mar|aprila apr|maja maj|junija jun|julija jul|avgusta avg|septembra sep|oktobra okt|novembra nov|decembra dec",
	"lv|janvāra|februāra|marta|aprīļa|maija|jūnija|jūlija|augusta|septembra|oktobra|novembra|decembra",
	"el|ιαν|φεβ|μαρ|απρ|μαι|ιουν|ιουλ|αυγ|σεπ σεπτ|οκτ|νοε|δεκ",
	"tr|oca|şub|mar|nis|may|haz|tem|ağu|eyl|eki|kas|ara",
	"id|jan|feb|mar|apr|mei|jun|jul|agu agt ags agust|sep sept|okt|nov|des",
	"vi|tháng một|tháng hai|tháng ba|tháng tư|tháng năm|tháng sáu|tháng bảy|tháng tám|tháng chín|tháng mười|tháng mười một|tháng mười hai",
	"he|בינואר|בפברואר|במרץ במרס מרס|באפריל|במאי|ביוני|ביולי|באוגוסט|בספטמבר|באוקטובר|בנובמבר|בדצמבר",
	"ar|كانون_الثاني جانفي|شباط فيفري|آذار|نيسان أفريل|أيار ماي|حزيران جوان|تموز جويلية يوليوز|آب أوت غشت|أيلول شتنبر|تشرين_الأول|تشرين_الثاني نونبر|كانون_الأول دجنبر",
	"hi|जनवरी|फरवरी फ़रवरी|मार्च|अप्रैल|मई|जून|जुलाई|अगस्त|सितंबर सितम्बर|अक्टूबर अक्तूबर|नवंबर नवम्बर|दिसंबर दिसम्बर",
	"fa|ژانویه|فوریه|مارس|آوریل|مه می|ژوئن|ژوئیه جولای|اوت آگوست|سپتامبر|اکتبر|نوامبر|دسامبر",
	"eu|urtarrilaren|otsailaren|martxoaren|apirilaren|maiatzaren|ekainaren|uztailaren|abuztuaren|irailaren|urriaren|azaroaren|abenduaren",
}

// persianMonths are those of the Solar Hijri calendar.
const persianMonths = "فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند"

// names has the names of all languages.
var names = sync.OnceValue(func() *dictionary {
	d := &dictionary{months: map[string][]named{}, weekdays: map[string][]named{}}
	d.load(d.months, monthTable)
	d.load(d.weekdays, weekdayTable)
	for _, line := range moreMonths {
		fields := strings.Split(line, "|")
		for i, forms := range fields[1:] {
			// In Vietnamese every name has several words, elsewhere spaces part names.
			if fields[0] == "vi" {
				d.add(d.months, forms, named{fields[0], i + 1})
				continue
			}
			for _, form := range strings.Fields(forms) {
				d.add(d.months, strings.ReplaceAll(form, "_", " "), named{fields[0], i + 1})
			}
		}
	}
	d.add(d.months, "tháng giêng", named{"vi", 1})
	for i, name := range strings.Split(persianMonths, "|") {
		d.add(d.months, name, named{"fa", firstPersian + i})
	}
	return d
})

// firstPersian is Farvardin as a month.
const firstPersian = 101

// load reads a table whose lines are a language, a number and names.
func (d *dictionary) load(into map[string][]named, table string) {
	for line := range strings.Lines(table) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		value := valueOf(numeral, fields[1])
		for _, name := range strings.Split(fields[2], "|") {
			d.add(into, name, named{baseLanguage(fields[0]), value})
		}
	}
}

func (d *dictionary) add(into map[string][]named, name string, meaning named) {
	words := wordsOf(lex(foldText(name)))
	if len(words) == 0 {
		return
	}
	d.longest = max(d.longest, len(words))
	key := strings.Join(words, " ")
	if !slices.Contains(into[key], meaning) {
		into[key] = append(into[key], meaning)
	}
}

// wordsOf are the words and numbers of tokens.
func wordsOf(tokens []token) []string {
	var words []string
	for _, t := range tokens {
		if t.kind != mark {
			words = append(words, t.text)
		}
	}
	return words
}

// baseLanguage is the language of a BCP 47 tag, as the CLDR writes it.
func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(tag, "_", "-")), "-")
	switch base {
	case "no", "nn":
		return "nb"
	case "iw":
		return "he"
	case "in":
		return "id"
	case "tl":
		return "fil"
	}
	return base
}

// among returns the different values of meanings: those of the language, where
// it has any.
func among(meanings []named, language string) []int {
	var all, own []int
	for _, m := range meanings {
		if m.language == language {
			own = addOnce(own, m.value)
		}
		all = addOnce(all, m.value)
	}
	if len(own) > 0 {
		return own
	}
	return all
}

func addOnce(list []int, value int) []int {
	if slices.Contains(list, value) {
		return list
	}
	return append(list, value)
}
