package sentiment_test

import (
	"testing"

	"earshot/internal/social"
)

// posts are of the length and mixture that posts have.
var posts = []struct{ language, text string }{
	{"en", "Just tried the new Northwind espresso and wow, so much better than last year's blend 😍 #coffee https://northwind.example/espresso"},
	{"en", "@northwind my order has been \"out for delivery\" for three days now. Nobody answers the phone. Not happy."},
	{"zh", "今天去了北风咖啡，环境不错，就是排队太久了，服务员态度也一般[微笑]"},
	{"de", "Die neue Maschine ist endlich da! Sieht toll aus, aber die Anleitung ist eine Zumutung."},
	{"ru", "Купил кофе в новом магазине, вкус обычный, зато доставка быстрая."},
	{"th", "กาแฟอร่อยมาก แต่ราคาแพงไปหน่อย"},
}

func BenchmarkClassify(b *testing.B) {
	m := load(b)
	for _, bb := range []struct {
		name string
		read func(text, language string, names []social.TextSpan) social.Sentiment
	}{{"judge", m.Classify}, {"explain", m.Explain}} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				p := posts[n%len(posts)]
				bb.read(p.text, p.language, nil)
				n++
			}
			b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "posts/s")
		})
	}
}
