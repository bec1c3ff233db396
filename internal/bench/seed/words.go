package seed

import (
	"math/rand/v2"
	"strings"
	"unicode"
)

// vocabulary is the words of a language, the most frequent first.
type vocabulary struct {
	language string
	words    []string
	// common is how many of the first words say nothing of a topic.
	common int
	// joined: words are written without spaces.
	joined bool
}

const (
	// vocabularySize is how many words a language has.
	vocabularySize = 60_000
	// zipfExponent and zipfShift are those of Zipf's law as Mandelbrot (1953) has it.
	zipfExponent, zipfShift = 1.08, 2.7
)

// frequent are words that every text has, the most frequent first.
var frequent = map[string]string{
	"en": "the to and a of in is it for that this you with on my was but have are not so at they just be or from we me what about if all like when out up get one your had no really can more there still their has would now been time some after than good new much very how do them by as i coffee machine order support app price delivery service shop cup morning week today",
	"de": "die der und das ist nicht ich in den zu es mit ein auf für von sie auch so wie aber dem hat bei noch war nur eine mir man sich im wird dann aus wenn was schon mal oder an sind habe als wieder heute immer sehr gut kaffee maschine bestellung preis lieferung laden tasse morgen woche",
	"es": "de la que el en y a los se del las un por con no una su para es al lo como más pero sus le ya o este sí porque esta entre cuando muy sin sobre también me hasta hay donde quien desde todo nos durante todos uno les ni contra otros café máquina pedido precio entrega tienda taza mañana semana hoy",
	"zh": "的 了 是 我 在 不 有 就 都 也 很 这个 一个 没有 还是 真的 喜欢 觉得 今天 咖啡 机器 价格 服务 快递 门店 杯子 早上 好喝 推荐 客服",
	"ja": "の に は を が で と も た です ます この その から まで とても 今日 コーヒー 店 価格 注文 配送 朝 週 好き 良い",
}

const (
	// hanzi are frequent characters, of which words of two are made.
	hanzi     = "人大小中国家年月日时分地上下前后左右东西南北里外高低多少新旧好坏美天气水火山石田土金木花草树林风云雨雪电光明白黑红黄蓝绿青春夏秋冬早晚生活工作学习朋友同事老师学生先生女士孩子父母兄弟手机电脑网络软件公司产品市场品牌质量服务价格优惠活动会员门店外卖配送包装口味香浓甜苦酸辣热冷冰温新鲜咖啡豆奶茶杯壶机器磨冲泡煮烤焙体验推荐评价满意失望投诉退款客服回复等待排队速度快慢方便麻烦简单复杂安全健康环保设计颜色大方漂亮可爱实用便宜昂贵值得购买收到打开使用发现希望感觉喜欢"
	kana      = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
	consonant = "b c d f g h k l m n p r s t v w br ch cl cr dr fl fr gl gr pl pr sh sl sp st tr th"
	vowel     = "a e i o u ai ea ee io oa ou"
	ending    = "n r s t l m nd st ng ck x th"
)

// newVocabulary makes up the words of a language beyond its frequent ones.
func newVocabulary(language string, seed uint64) *vocabulary {
	v := &vocabulary{language: language, words: strings.Fields(frequent[language]), joined: language == "zh" || language == "ja"}
	v.common = len(v.words)
	r := rand.New(rand.NewPCG(seed, uint64(language[0])<<8|uint64(language[1])))
	known := make(map[string]bool, vocabularySize)
	for _, w := range v.words {
		known[w] = true
	}
	for len(v.words) < vocabularySize {
		if w := v.invent(r); !known[w] {
			known[w] = true
			v.words = append(v.words, w)
		}
	}
	return v
}

// invent makes up a word.
func (v *vocabulary) invent(r *rand.Rand) string {
	switch v.language {
	case "zh":
		return letters(r, hanzi, 2+r.IntN(5)/4)
	case "ja":
		return letters(r, kana, 3+r.IntN(3))
	}
	var b strings.Builder
	for range 1 + r.IntN(3) {
		b.WriteString(oneOf(r, consonant) + oneOf(r, vowel))
	}
	if r.IntN(2) == 0 {
		b.WriteString(oneOf(r, ending))
	}
	switch v.language {
	case "de":
		b.WriteString([]string{"en", "ung", "er", "", "lich"}[r.IntN(5)])
	case "es":
		b.WriteString([]string{"o", "a", "ción", "os", "ar"}[r.IntN(5)])
	}
	return b.String()
}

func letters(r *rand.Rand, alphabet string, n int) string {
	all := []rune(alphabet)
	word := make([]rune, n)
	for i := range word {
		word[i] = all[r.IntN(len(all))]
	}
	return string(word)
}

func oneOf(r *rand.Rand, list string) string {
	all := strings.Fields(list)
	return all[r.IntN(len(all))]
}

// draw returns a number of words as they follow each other in a text, as places in
// the vocabulary.
func (v *vocabulary) draw(r *rand.Rand, n int) []int {
	zipf := rand.NewZipf(r, zipfExponent, zipfShift, uint64(len(v.words)-1))
	places := make([]int, n)
	for i := range places {
		places[i] = int(zipf.Uint64())
	}
	return places
}

// sentences writes words as a text, with a name where names has one for that place.
func (v *vocabulary) sentences(r *rand.Rand, places []int, names map[int]string) string {
	var b strings.Builder
	begins, left := true, 6+r.IntN(10)
	stop, comma, space := ". ", ", ", " "
	if v.joined {
		stop, comma, space = "。", "，", ""
	}
	for i, at := range places {
		word := v.words[at]
		if name := names[i]; name != "" {
			word = name
			if v.joined {
				word = " " + name + " "
			}
		}
		if begins && !v.joined {
			word = capital(word)
		}
		b.WriteString(word)
		begins = false
		left--
		switch {
		case i == len(places)-1:
			b.WriteString(strings.TrimSpace(stop))
		case left <= 0:
			b.WriteString(stop)
			begins, left = true, 6+r.IntN(10)
		case r.IntN(9) == 0:
			b.WriteString(comma)
		default:
			b.WriteString(space)
		}
	}
	return b.String()
}

func capital(word string) string {
	for i, c := range word {
		return string(unicode.ToUpper(c)) + word[i+len(string(c)):]
	}
	return word
}
