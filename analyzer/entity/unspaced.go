package entity

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"earshot/internal/query"
)

// names returns the names found in the order of the text, without those that are
// part of a longer one at the same place.
func (c *collector) names() []string {
	slices.SortStableFunc(c.list, func(a, b found) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(len(b.name), len(a.name)))
	})
	var out []string
	end := 0
	for _, f := range c.list {
		if f.at < end || len(out) == MaxEntities {
			continue
		}
		end = f.at + len(f.name)
		out = append(out, f.name)
	}
	return out
}

// titles are the marks that enclose the title of a work or the name of a thing.
var titles = map[rune]rune{'《': '》', '『': '』'}

// maxTitle is the longest title between marks, in characters.
const maxTitle = 24

// findUnspaced finds names in Chinese and Japanese.
func (f *Finder) findUnspaced(text, language string, c *collector) {
	if !mayHaveUnspaced(text) {
		return
	}
	folded := query.Simplified(text) // as long as text, byte for byte
	run := -1                        // start of the current run of Han
	for i, r := range text {
		if r < 0x3000 {
			run = -1
			continue
		}
		if closing, ok := titles[r]; ok {
			addTitle(text, i, closing, c)
		}
		s, _ := utf8.DecodeRuneInString(folded[i:])
		for _, known := range f.known[s] {
			name := known.name
			if strings.HasPrefix(folded[i:], name) && !(known.chinese && language == "ja") && isWhole(folded, i, i+len(name)) {
				c.add(text[i:i+len(name)+placeSuffix(folded[i+len(name):])], i)
			}
		}
		if !isHan(r) {
			run = -1
			continue
		}
		if run < 0 {
			run = i
		}
		f.addSuffixed(text, folded, run, i, c)
	}
}

// isWhole reports whether a listed name is not part of a longer word: of a language
// ("日本語"), or of one in katakana ("ツッパリ").
func isWhole(text string, start, end int) bool {
	after, _ := utf8.DecodeRuneInString(text[end:])
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	first, _ := utf8.DecodeRuneInString(text[start:])
	return after != '语' && after != '語' && after != '錠' && !(isKatakana(first) && (isKatakana(before) || isKatakana(after)))
}

func isKatakana(r rune) bool { return r >= 0x30A1 && r <= 0x30FF }

// mayHaveUnspaced reports whether a byte of text begins a character from U+3000
// on.
func mayHaveUnspaced(text string) bool {
	for i := range len(text) {
		if text[i] >= 0xE3 {
			return true
		}
	}
	return false
}

// placeSuffixes become part of the name of a listed place before them.
var placeSuffixes = []string{"市", "省", "大学", "机场", "火车站"}

// placeSuffix is the length of the place suffix that s begins with; 0 for none.
func placeSuffix(s string) int {
	for _, w := range placeSuffixes {
		if strings.HasPrefix(s, w) && !strings.HasPrefix(s, "市场") && !strings.HasPrefix(s, "市民") {
			return len(w)
		}
	}
	return 0
}

func isHan(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF }

// addTitle adds the title that begins at a mark, if it is closed.
func addTitle(text string, at int, closing rune, c *collector) {
	from := at + 3 // the mark takes three bytes
	count := 0
	for i, r := range text[from:] {
		if r == closing {
			if count > 0 {
				c.add(text[from:from+i], from)
			}
			return
		}
		if count++; count > maxTitle || r == '\n' {
			return
		}
	}
}

// suffixes are the endings of names in simplified Chinese, with the least and
// the greatest number of characters before them.
var suffixes = []struct {
	text                 string
	minBefore, maxBefore int
}{
	{"有限公司", 2, 10}, {"公司", 2, 6}, {"集团", 2, 6}, {"银行", 2, 4}, {"大学", 2, 4}, {"医院", 2, 8}, {"株式会社", 2, 6},
	{"县", 2, 2}, {"机场", 2, 5}, {"火车站", 2, 3}, {"大厦", 2, 4}, {"航空", 2, 2},
}

// general are words before a suffix that make a kind of it, no name.
var general = setOf("正规 定点 儿科 妇产 妇产科 妇科 互联网 专科 社区 综合 三甲 人民 中心 科技 物流 快递 电信 通讯 保险公司 外贸 私立 公立 民营 国有 上市 航空 电影 广告 房产 地产 重点 师范 名牌 野鸡 商业 地方 私人 游戏 软件")

// nonNameRunes are characters that no name before a suffix contains: function
// words, and words that form a general term such as any company or any bank.
const nonNameRunes = "的了是在去到从考入转和与跟同被把对向由给让于我你您他她它们这那哪个家些每各某本该一两几多全有没说看叫为等买住来回上下进出做开找问想要会能可也都还就又很太不如所以及或但而且因于大小新老旧好坏城超都股夜菜门闹节反县级母子分总整综保险着过得地之其此前后里内外当成请快便宜这附近去年今明昨天"

// addSuffixed adds the name that ends with a suffix at i, within the run of Han
// that begins at run.
func (f *Finder) addSuffixed(text, folded string, run, i int, c *collector) {
	for _, s := range suffixes {
		if !strings.HasPrefix(folded[i:], s.text) {
			continue
		}
		start, count := i, 0
		for start > run && count < s.maxBefore {
			r, size := utf8.DecodeLastRuneInString(folded[run:start])
			if strings.ContainsRune(nonNameRunes, r) {
				break
			}
			start -= size
			count++
		}
		// A name that exceeds the greatest length is part of a phrase.
		if r, _ := utf8.DecodeLastRuneInString(folded[run:start]); count < s.minBefore || count == s.maxBefore && start > run && !strings.ContainsRune(nonNameRunes, r) {
			return
		}
		if f.holdsKnown(folded[start:i]) || general[folded[start:i]] {
			return
		}
		c.add(text[start:i+len(s.text)], start)
		return
	}
}

// holdsKnown reports whether a listed name is within a supposed one, but not at its
// beginning: what is before it is of the sentence.
func (f *Finder) holdsKnown(name string) bool {
	for i, r := range name {
		for _, known := range f.known[r] {
			if i > 0 && strings.HasPrefix(name[i:], known.name) {
				return true
			}
		}
	}
	return false
}
