package entity

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// labelled are invented posts with the names in them.
var labelled = []struct{ language, text, names string }{
	{"en", "Yesterday I met Tim Berg at the Northwind store in Lisbon", "Tim Berg|Northwind|Lisbon"},
	{"en", "My iPhone 15 broke after a week, thanks Apple", "iPhone 15|Apple"},
	{"en", "The Bank of England raised rates again", "Bank of England"},
	{"en", "Good coffee. Bad service. Never again", ""},
	{"en", "I think Contoso Ltd is hiring in New York City", "Contoso Ltd|New York City"},
	{"en", "THIS IS THE WORST SERVICE EVER", ""},
	{"en", "@northwind why is my order late?", "@northwind"},
	{"en", "Ten Reasons Why Coffee Is Good For You And Your Family", ""},
	{"en", "we watched it on YouTube with Ana", "YouTube|Ana"},
	{"en", "On Monday I was in Berlin, on Friday in Paris", "Berlin|Paris"},
	{"en", "Love this place! Great people, great food", ""},
	{"en", "the new BMW is nicer than the old one, lol, OMG", "BMW"},
	{"en", "Dr. Mary Jones joined NASA last year", "Dr. Mary Jones|NASA"},
	{"en", "mail me at ana@host.example please", ""},
	{"en", "see https://Example.com/Some/Path for more", ""},
	{"en", "Does Fabrikam's app work with Android?", "Fabrikam|Android"},
	{"en", "i love it when it rains", ""},
	{"en", "went hiking near Lake Como with Maria Rossi", "Lake Como|Maria Rossi"},
	{"en", "our CEO said so in a TV interview", ""},
	{"en", "anyone tried the Breville Bambino Plus?", "Breville Bambino Plus"},
	{"de", "Der Kaffee bei der Nordwind GmbH ist gut", "Nordwind GmbH"},
	{"de", "Das Essen im Restaurant war kalt und der Kellner unfreundlich", ""},
	{"de", "Gestern war Angela Weber in der Sendung", "Angela Weber"},
	{"es", "Ayer estuve en Madrid con Pedro Ruiz", "Madrid|Pedro Ruiz"},
	{"es", "El café estaba frío y la camarera no volvió", ""},
	{"es", "compré una cafetera en El Corte Inglés", "El Corte Inglés"},
	{"fr", "La boutique de Lyon est fermée depuis lundi", "Lyon"},
	{"pt", "Fui com a Ana Souza ao Rio de Janeiro", "Ana Souza|Rio de Janeiro"},
	{"it", "abbiamo visto Giulia Bianchi a Milano", "Giulia Bianchi|Milano"},
	{"ru", "вчера видел Ивана Петрова в Москве", "Ивана Петрова|Москве"},
	{"ru", "Очень вкусный кофе и быстрая доставка", ""},
	{"zh", "今天去星巴克买了一杯咖啡", "星巴克"},
	{"zh", "我在上海市看了《流浪地球》", "上海市|流浪地球"},
	{"zh", "华为和小米都发布了新手机", "华为|小米"},
	{"zh", "他在北风科技公司上班", "北风科技公司"},
	{"zh", "这家公司的服务很差，那个城市也不好", ""},
	{"zh", "我去超市买东西，顺便去了银行", ""},
	{"zh", "她考上了复旦大学", "复旦大学"},
	{"zh", "臺北的天氣很好", "臺北"},
	{"zh", "昨天股市大跌，我们公司也受影响", ""},
	{"zh", "从浙江省来的同事在招商银行工作", "浙江省|招商银行"},
	{"zh", "天气真好，心情不错", ""},
	{"zh", "@northwind 客服在吗", "@northwind"},
	{"ja", "東京でスターバックスに行った", "東京|スターバックス"},
	{"ja", "コーヒーがとても美味しかったです", ""},
	{"ja", "任天堂の新作『星の旅』が楽しみ", "任天堂|星の旅"},
	{"ko", "커피는 정말 맛있어요", ""},
	{"en", "the book by J. R. Smith is set in Maine, says my teacher", "J. R. Smith|Maine"},
	{"en", "GPT-4 and Gemini compared by Wired", "GPT-4|Gemini|Wired"},
	{"en", "Happy Birthday to my mom", ""},
}

// TestPrecisionAndRecall prints both on the labelled posts and requires a floor;
// precision matters more.
func TestPrecisionAndRecall(t *testing.T) {
	f := New()
	right, found, all := 0, 0, 0
	for _, c := range labelled {
		var want []string
		if c.names != "" {
			want = strings.Split(c.names, "|")
		}
		got := f.Find(c.text, c.language, nil)
		for _, name := range got {
			if slices.Contains(want, name) {
				right++
			}
		}
		found, all = found+len(got), all+len(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Logf("%s (-want +got):\n%s", c.text, diff)
		}
	}
	precision, recall := float64(right)/float64(found), float64(right)/float64(all)
	t.Logf("%d names in %d posts: precision %.3f, recall %.3f", all, len(labelled), precision, recall)
	if precision < 0.95 || recall < 0.85 {
		t.Errorf("precision %.3f, recall %.3f", precision, recall)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("A B. C《x@abc 上海市\xff of De", "en")
	f.Add("《《《『", "zh")
	f.Add("", "")
	finder := New()
	f.Fuzz(func(t *testing.T, text, language string) {
		names := finder.Find(text, language, nil)
		if len(names) > MaxEntities {
			t.Errorf("%d names", len(names))
		}
		for _, n := range names {
			if n == "" || !strings.Contains(text, n) || utf8.RuneCountInString(n) > maxName {
				t.Errorf("%q is not in the text", n)
			}
		}
	})
}
