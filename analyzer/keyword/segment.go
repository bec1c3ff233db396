package keyword

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"earshot/internal/query"
)

// lexicon is a Chinese dictionary with the inverse document frequency of each
// word in a large corpus: idf = ln(documents / documents with the word).
//
// The words are those of gse's idf list. gse's own segmenter, with its
// simplified dictionary, took 2.1 s to load, 140 MB, and segmented 14,000 posts
// of 35 characters a second; the idf list in a map takes 0.5 s and 14 MB, and
// segments 29,000 posts a second on the same core.
type lexicon struct {
	idf map[string]float32
	// lengths is indexed by the hash of a pair of characters. Bit n is set if a
	// word of n characters begins with the pair; so most substrings of a text
	// need no lookup.
	lengths [1 << 19]uint8
}

const (
	// maxWord is the longest word tried, in characters.
	maxWord = 6
	// unknownIDF is the cost of a character that is no word of the lexicon.
	unknownIDF = 14
)

func loadLexicon() *lexicon {
	l := &lexicon{idf: make(map[string]float32, strings.Count(gse.ZhIdf, "\n"))}
	for line := range strings.Lines(gse.ZhIdf) {
		word, number, _ := strings.Cut(strings.TrimSpace(line), " ")
		n := utf8.RuneCountInString(word)
		if n < 1 || n > maxWord {
			continue
		}
		if idf, err := strconv.ParseFloat(strings.TrimSpace(number), 32); err == nil {
			l.idf[word] = float32(idf)
			if lengths := l.lengthsOf(word); lengths != nil {
				*lengths |= 1 << n
			}
		}
	}
	for word := range strings.FieldsSeq(recent) {
		if _, known := l.idf[word]; !known {
			l.idf[word] = recentIDF
			if lengths := l.lengthsOf(word); lengths != nil {
				*lengths |= 1 << utf8.RuneCountInString(word)
			}
		}
	}
	return l
}

// recent are words of posts that are newer than the dictionary, or left out of it;
// recentIDF is that of a word of everyday that is not among the commonest.
const (
	recent = `拿铁 卡布奇诺 摩卡 美式咖啡 奶盖 生椰 燕麦奶 冷萃 手冲 抹茶 轻食 外卖员 快递员 骑手 店员 包邮 满减 优惠券 单品 平替 盲盒 联名款 复购 客单价
		闪退 卡顿 弹窗 快充 黑屏 验证码 小程序 公众号 短视频 直播间 扫码 充电桩 共享单车 蓝牙耳机 大模型 颜值 网红 差评 好评 踩雷 避雷 种草 拔草
		智商税 割韭菜 破防 绝绝子 吐槽`
	recentIDF = 9
)

// lengthsOf is the entry of lengths for the pair of characters that text begins
// with; nil where there are not two.
func (l *lexicon) lengthsOf(text string) *uint8 {
	_, first := utf8.DecodeRuneInString(text)
	_, second := utf8.DecodeRuneInString(text[first:])
	if second == 0 {
		return nil
	}
	hash := uint32(2166136261) // FNV-1a
	for _, b := range []byte(text[:first+second]) {
		hash = (hash ^ uint32(b)) * 16777619
	}
	return &l.lengths[hash%uint32(len(l.lengths))]
}

// segment is a word of a segmented text, as written and in simplified
// characters, with its idf.
type segment struct {
	text, simplified string
	idf              float32
}

// segment splits a run of Han characters into the words with the least sum of
// idf, that is, the greatest joint probability (a unigram model, by dynamic
// programming), and puts foreign names together. The dictionary is in simplified characters; the words are
// returned as written.
func (l *lexicon) segment(run string) []segment {
	simplified := query.Simplified(run)
	ends := make([]int, 0, len(run)/3+1) // ends[i] is where character i begins
	for i := range run {
		ends = append(ends, i)
	}
	ends = append(ends, len(run))
	n := len(ends) - 1
	cost := make([]float32, n+1)
	from := make([]int, n+1)
	lengths := make([]uint8, n) // of the words that begin at each character
	for start := range lengths {
		if known := l.lengthsOf(simplified[ends[start]:]); known != nil {
			lengths[start] = *known
		}
		lengths[start] |= 1 << 1 // a character is tried always
	}
	for end := 1; end <= n; end++ {
		cost[end] = float32(math.Inf(1))
		for start := max(0, end-maxWord); start < end; start++ {
			if lengths[start]>>(end-start)&1 == 0 {
				continue
			}
			idf, known := l.idf[simplified[ends[start]:ends[end]]]
			if !known {
				if end-start > 1 {
					continue
				}
				idf = unknownIDF
			}
			if c := cost[start] + idf; c <= cost[end] {
				cost[end], from[end] = c, start
			}
		}
	}
	var out []segment
	for end := n; end > 0; end = from[end] {
		start := ends[from[end]]
		out = append(out, segment{text: run[start:ends[end]], simplified: simplified[start:ends[end]], idf: cost[end] - cost[from[end]]})
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return joinForeign(out)
}

// SegmentChinese splits a run of Chinese characters into words by the
// dictionary.
func (e *Extractor) SegmentChinese(run string) []string {
	pieces := e.chinese().segment(run)
	out := make([]string, len(pieces))
	for i, p := range pieces {
		out[i] = p.text
	}
	return out
}
