package query

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
)

// keyDocument is a post with everything that keys are made of.
func keyDocument(text string) Document {
	return NewDocument(Fields{
		Platform: "mastodon", Source: "Fediverse  coffee", Text: text, URL: "https://www.example.co.uk/1", Links: []string{"http://shop.example.com:80/x"},
		Handle: "@Ana@example.social", Name: "Ana María", Tags: []string{"Espresso", "cup"}, HasImage: true, Language: "en", Sentiment: "negative",
		Seen:  []SeenText{{FieldAlt, "A blue awning of North"}, {FieldOCR, "Wind coffee 咖啡 #sale 50%"}, {FieldOCR, "啡店 ☕"}, {FieldLogo, "Canal+"}, {FieldTranscript, "والقهوة " + text}},
		Logos: []string{"Canal+"},
	})
}

// schemeTexts hold something of everything that is folded, cut or skipped.
var schemeTexts = []string{
	"North-Wind’s coffees, naïve Straße & œuvre: 3.5 of 5!", "ＳＴＡＲＢＵＣＫＳ 𝐒𝐭𝐚𝐫 Ⓢⓣⓐⓡ star\u200bbucks \u202estar", "Ёлка Йод σοφός مُحَمَّد कॉफी Việt Łódź İstanbul",
	"我爱喝咖啡因为香，臺灣的咖啡豆很貴", "美味しいコーヒー ｺｰﾋｰ ｶﾞﾗｽ か\u3099 삼성은 กาแฟ", "love☕🧋 👍🏽 ❤️ 🇩🇪🇫🇷🇪 👨‍👩‍👧 😡😡😡",
	"#NorthWind #咖啡#很好 #a1#b1 ＃café_x @Ana@example.social. @bo.b me@x.example", "https://www.example.com/a?b=c http://a.b", "a\x00b \xff\xfe sooooo…",
	"وبالقهوة للمقهى سيشتري إلى الأخبار شؤون شئ ۀ ﻻ ٣ ۳ ३ #قهوة_عربية قهوه‌ی خوب",
}

// TestSearchKeyVersionIsRaised fails when the keys of a post have changed since
// the version was set. Then raise SearchKeyVersion, and set version and checksum
// here.
func TestSearchKeyVersionIsRaised(t *testing.T) {
	sum := sha256.New()
	for _, text := range schemeTexts {
		d := keyDocument(text)
		sum.Write([]byte(strings.Join(d.SearchKeys(), "\x00") + d.SearchText() + "\n"))
	}
	const scheme, want = 4, "cc595b2679c2f734"
	if got := hex.EncodeToString(sum.Sum(nil)[:8]); SearchKeyVersion != scheme || got != want {
		t.Errorf("scheme %d makes keys of the sum %s, scheme %d made %s: where keys changed, raise SearchKeyVersion", SearchKeyVersion, got, scheme, want)
	}
}

func TestSearchAgreesWithTheExamples(t *testing.T) {
	for _, c := range queryCases {
		agree(t, c.query, c.text)
	}
}

// agree checks the promise of SearchCondition for one query and post.
func agree(t *testing.T, query, text string) {
	t.Helper()
	q, err := Parse(query)
	if err != nil {
		return
	}
	d := keyDocument(text)
	s, exact := q.SearchCondition()
	matches, holds := q.Match(&d), s.Matches(d.SearchKeys(), d.SearchText())
	if matches && !holds || exact && matches != holds {
		t.Errorf("%q against %q: match %t, keys %t, exact %t", query, text, matches, holds, exact)
	}
}

func TestEmptyQueryFindsNothing(t *testing.T) {
	s, exact := new(Query).SearchCondition()
	if d := keyDocument("coffee"); s.Matches(d.SearchKeys(), d.SearchText()) || !exact {
		t.Error("the zero query finds a post")
	}
}

func TestSearchKeysOfAnEndlessHost(t *testing.T) {
	d := NewDocument(Fields{Links: []string{"https://" + strings.Repeat("a.", 100_000) + "example.com/"}})
	if n := len(d.SearchKeys()); n > 20 {
		t.Errorf("%d keys", n)
	}
	if q := MustParse("site:example.com"); q.Match(&d) {
		t.Error("a host that cannot be matches")
	}
}

func FuzzSearchCondition(f *testing.F) {
	for i, c := range queryCases {
		if i%5 == 0 {
			f.Add(c.query, c.text)
		}
	}
	f.Add("@an* OR #es* OR author:ana* OR site:co.uk", "@ana@b.c #espresso 🇩🇪🇫🇷☕咖啡豆")
	f.Fuzz(agree)
}
