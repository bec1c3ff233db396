package keyword

import (
	"strings"
	"unicode/utf8"
)

// transliterating are the simplified characters by which Chinese writes the sounds of
// foreign names (after Xinhua's tables of transliteration), without those that are
// mostly words of their own.
const transliterating = "阿埃艾安昂奥巴白班邦保贝本比彼别宾波伯博勃布采策查达戴丹道德登邓迪蒂丁东杜顿多厄恩尔法凡范菲费芬丰冯佛弗福富盖甘冈" +
	"高戈哥格葛古瓜圭哈海汉赫亨华怀霍基吉加贾杰金卡开凯坎康考柯科克肯孔库奎昆拉莱兰朗劳勒雷李里利莉丽列林琳龙隆卢鲁伦罗洛吕马玛迈麦曼芒毛梅门蒙米" +
	"密缪莫墨默姆穆拿娜纳奈南内嫩尼宁纽努诺欧帕潘庞佩彭皮平珀普奇齐契强乔钦琼丘萨塞桑瑟森沙山尚绍舍申生圣施什石史舒斯思丝松苏索塔泰坦汤唐陶特滕提" +
	"廷汀通图托瓦万旺威韦维魏温文翁沃乌伍西希锡夏香肖谢辛欣休许雅亚延扬杨耶叶伊因英尤约扎泽曾詹张哲珍芝朱茨兹宗祖佐"

const (
	// minForeign is the least idf of a word of two or more characters that is a name,
	// and minSound that of the others that continue one.
	minForeign, minSound = 10, 7
	// maxForeign is the longest name, in characters.
	maxForeign = 6
)

// joinForeign puts together the parts of foreign names that the dictionary does not
// have as a whole: neighbours of rare sounds, "布鲁" and "莱恩".
func joinForeign(words []segment) []segment {
	out := words[:0]
	length := 0 // of the last of out, in characters, where it is all sounds; else 0
	for _, w := range words {
		n := soundsIn(w)
		if n > 0 && length > 0 && length+n <= maxForeign && (isForeign(w) || isForeign(out[len(out)-1])) {
			last := &out[len(out)-1]
			last.text, last.simplified = last.text+w.text, last.simplified+w.simplified
			last.idf = max(last.idf, w.idf)
			length += n
			continue
		}
		out, length = append(out, w), n
	}
	return out
}

// soundsIn is the number of characters of a rare word, if all of them write sounds; 0
// for other words.
func soundsIn(w segment) int {
	if w.idf < minSound {
		return 0
	}
	n := 0
	for _, r := range w.simplified {
		if !strings.ContainsRune(transliterating, r) {
			return 0
		}
		n++
	}
	return n
}

func isForeign(w segment) bool {
	_, size := utf8.DecodeRuneInString(w.simplified)
	return w.idf >= minForeign && size < len(w.simplified)
}
