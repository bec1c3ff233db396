package language

import (
	"strings"
	"testing"

	"earshot/internal/social"
)

func TestDetect(t *testing.T) {
	d := New()
	for _, c := range []struct{ text, declared, want string }{
		{"The coffee here is really good and I will be back", "", "en"},
		{"Der Kaffee ist heute leider nicht so gut wie sonst", "", "de"},
		{"Le café est très bon mais le service est trop lent", "", "fr"},
		{"El café es muy bueno pero el servicio es lento", "", "es"},
		{"O café é muito bom mas o serviço não é rápido", "", "pt"},
		{"Il caffè è molto buono ma il servizio è lento", "", "it"},
		{"De koffie is vandaag niet zo goed als anders", "", "nl"},
		{"Kaffet är inte lika gott som det brukar vara", "", "sv"},
		{"Kawa jest bardzo dobra, ale obsługa nie", "", "pl"},
		{"Kahve çok güzel ama servis biraz yavaş", "", "tr"},
		{"Cà phê ở đây rất ngon nhưng phục vụ chậm", "", "vi"},
		{"Kopinya enak banget tapi pelayanan tidak cepat", "", "id"},
		{"Мне очень нравится этот кофе", "", "ru"},
		{"Мені дуже подобається ця кава", "", "uk"},
		{"Кафето е много добро, но обслужването не е", "", "bg"},
		{"القهوة هنا جيدة جدا لكن الخدمة بطيئة", "", "ar"},
		{"قهوه خیلی خوب است ولی سرویس کند است", "", "fa"},
		{"कॉफी बहुत अच्छी है", "", "hi"},
		{"今天的咖啡真的很好喝", "", "zh"},
		{"コーヒーがとても美味しい", "", "ja"},
		{"커피가 정말 맛있어요", "", "ko"},
		{"กาแฟอร่อยมาก", "", "th"},
		{"Ο καφές είναι πολύ καλός", "", "el"},
		{"הקפה טוב מאוד", "", "he"},
		{"我的iPhone坏了 Apple 真差", "", "zh"},
		{"Northwind の新しいコーヒー", "", "ja"},
		{"今日最高", "ja", "ja"},
		{"今日最高", "", "zh"},
		// The declared language tips the scales and is not believed against the text.
		{"ok super", "de", "de"},
		{"Great!", "en-GB", "en"},
		{"Мне очень нравится этот кофе", "en", "ru"},
		{"The coffee here is really good and I will be back", "de", "en"},
		{"今天的咖啡真的很好喝", "en", "zh"},
		// Nothing to tell it by.
		{"", "", "und"},
		{"", "de", "und"},
		{"123 !!! 😀😀", "en", "und"},
		{"https://example.com/the/and/of @the @and", "", "und"},
		{"lol", "", "und"},
		{"ok", "", "und"},
		{"lmao 😂", "", "und"},
		// Names and initials are in no language.
		{"Brewline serves cold lunch", "", "en"},
		{"leckere Brewline", "", "de"},
		{"vieille Northwind", "", "fr"},
		{"AT&T is slow, H&M too", "", "en"},
		{"R&D", "", "und"},
		{"Northwind Contoso", "", "und"},
		{"NORTHWIND!!!", "de", "de"},
		{"قهوه خوب Northwind Coffee House", "", "fa"},
		{"Northwind 涨价", "", "zh"},
		{"O jantar é caro", "", "pt"},
		{"La cena è cara", "", "it"},
		// Several in one post: the one most of it is in.
		{"app更新之后login不了，help", "", "zh"},
		{"literal llevo 2 hours on hold, estoy furiosa con este banco", "", "es"},
		{"Danke for the great service guys", "", "en"},
		{"Northwind kahawa ni tamu sana, asante kwa huduma", "", "sw"},
		{"Huduma mbovu sana, mtandao hauna nguvu leo", "", "sw"},
		{"xkcd", "not a tag", "und"},
		{"\xff\xfe\x00", "", "und"},
	} {
		if got := d.Detect(c.text, c.declared, nil); got != c.want {
			t.Errorf("%q (declared %q): %s, want %s", c.text, c.declared, got, c.want)
		}
	}
}

func TestNamesDecideNoLanguage(t *testing.T) {
	d := New()
	const text = "der laden ist gut: le petit café de la rue"
	name := strings.Index(text, "le petit")
	if got := d.Detect(text, "", []social.TextSpan{{Start: name, End: len(text)}}); got != "de" {
		t.Errorf("%s, want de", got)
	}
	if got := d.Detect("le petit café", "", []social.TextSpan{{Start: 0, End: len("le petit café")}}); got != Undetermined {
		t.Errorf("a name is %s", got)
	}
}

func TestDetectReadsABoundedPart(t *testing.T) {
	d := New()
	for name, text := range map[string]string{
		"words":     "the coffee and " + strings.Repeat("the coffee and ", 1<<19),
		"one word":  strings.Repeat("a", 1<<20),
		"marks":     strings.Repeat("\u0301", 1<<20),
		"surrogate": strings.Repeat("\xed\xa0\x80", 1<<18),
	} {
		if got := d.Detect(text, "", nil); name == "words" && got != "en" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("The coffee", "en")
	f.Add("咖啡コ\u0301", "zh-Hant")
	f.Add("\xff\u202e", "x-")
	d := New()
	f.Fuzz(func(t *testing.T, text, declared string) {
		if got := d.Detect(text, declared, nil); got != Undetermined && len(got) != 2 && len(got) != 3 {
			t.Errorf("%q", got)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	d := New()
	texts := []string{
		"Just had the worst experience with customer service, never again",
		"Der Kaffee im Laden ist wirklich gut, aber leider viel zu teuer",
		"今天去买了一杯拿铁咖啡，味道真的很不错，下次还会再来",
		"мне очень нравится этот кофе, но цена слишком высокая",
		"Saya sangat suka kopi ini, harganya juga murah banget",
	}
	i := 0
	for b.Loop() {
		d.Detect(texts[i%len(texts)], "", nil)
		i++
	}
}
