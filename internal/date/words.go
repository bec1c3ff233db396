package date

import "strings"

// part is what a number in a date stands for.
type part int

const (
	year part = iota
	month
	day
	hour
	minute
	second
)

// labels are what numbers are labelled with behind them: 2026年, 5월, 15時.
var labels = foldedKeys(map[string]part{
	"年": year, "년": year,
	"月": month, "월": month, "月份": month,
	"日": day, "号": day, "號": day, "일": day,
	"时": hour, "時": hour, "點": hour, "点": hour, "시": hour, "h": hour, "u": hour, "uhr": hour, "uur": hour, "ч": hour, "час": hour, "gio": hour, "hs": hour, "hrs": hour, "นาฬิกา": hour, "น": hour, "बजे": hour, "点钟": hour, "點鐘": hour,
	"分": minute, "분": minute, "min": minute, "мин": minute, "phut": minute, "นาที": minute,
	"秒": second, "초": second, "s": second, "sec": second, "сек": second,
})

// period is a part of the day, which says what an hour from 1 to 12 means.
type period int

const (
	// morning is before noon; 12 is midnight.
	morning period = iota
	// afternoon is after noon; 12 is noon.
	afternoon
	// noon is from 11 to 1.
	noon
	// evening is after noon; 12 is the midnight that ends the day.
	evening
	// night is evening from 5 on, and before that morning.
	night
)

// periods are the parts of the day by their words, dots removed.
var periods = foldedKeys(map[string]period{
	"am": morning, "pm": afternoon,
	"上午": morning, "午前": morning, "凌晨": morning, "清晨": morning, "早上": morning, "早晨": morning, "今晨": morning, "오전": morning, "새벽": morning, "아침": morning,
	"下午": afternoon, "午後": afternoon, "午后": afternoon, "오후": afternoon,
	"中午": noon, "正午": noon, "낮": noon,
	"晚上": evening, "晚间": evening, "晚間": evening, "傍晚": evening, "夜晚": evening, "저녁": evening,
	"夜": night, "深夜": night, "半夜": night, "夜间": night, "밤": night,
	"sa": morning, "ch": afternoon, "sang": morning, "chieu": afternoon, "toi": evening,
	"oo": morning, "os": afternoon, "fm": morning, "em": afternoon, "ap": morning, "ip": afternoon,
	"πμ": morning, "μμ": afternoon, "dop": morning, "odp": afternoon, "pd": morning, "md": afternoon, "pg": morning, "ptg": afternoon,
	"vorm": morning, "nachm": afternoon, "vm": morning, "nm": afternoon, "дп": morning, "пп": afternoon, "проб": morning, "слоб": afternoon,
	"ص": morning, "صباحا": morning, "م": afternoon, "مساء": afternoon, "قظ": morning, "بظ": afternoon, "قبلازظهر": morning, "بعدازظهر": afternoon,
	"पूर्वाह्न": morning, "अपराह्न": afternoon, "ก่อนเที่ยง": morning, "หลังเที่ยง": afternoon,
	"de": morning, "du": afternoon,
})

// hungarian are the periods that mean other things outside Hungarian.
var hungarian = map[string]bool{"de": true, "du": true}

// eras are what years are counted in when not from the birth of Christ: the year
// before the first.
var eras = map[string]int{
	"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911, "พศ": -543, "be": -543,
}

// fillers are words that say nothing about when.
var fillers = set(`de del d of the um at a à à l la le las les el kl klo kello den der am em om on vom le o ore alle ora
 saat στις και ώρα ώρες в в г года год р року році у о об годин часов часа ч ob v ve roku r god g godz dne dnia dia
 pukul jam lúc ngày năm vào gada gads m y hora horas hours hour hrs às as un el-ig t the this tanggal
 في فی الساعة ساعت يوم من ב בשעה שעה को में पर เวลา วันที่ ที่ ปี 时间 時間 の に 公元 西暦 西曆 서기 기준
 st nd rd th er ere re eme os ος η го е й ый ая ого te de ste en an sten`)

// ordinals are what numbers of days are written with behind them.
var ordinals = set("st nd rd th er ere re eme ème o a os as ος η го е й ый ая ого te ste en an th- ma")

func foldedKeys[V any](m map[string]V) map[string]V {
	folded := map[string]V{}
	for k, v := range m {
		folded[foldText(k)] = v
	}
	return folded
}

func set(words string) map[string]bool {
	s := map[string]bool{}
	for _, w := range strings.Fields(words) {
		for _, t := range lex(foldText(w)) {
			if t.kind == word {
				s[t.text] = true
			}
		}
	}
	return s
}
