package markup

import (
	"strings"
	"testing"
)

func TestLongTag(t *testing.T) {
	long := strings.Repeat(`a="b" `, MostTag/6+2)
	for doc, want := range map[string]int{
		"": -1, "text": -1, "<": -1, "<a": -1, `<rss a="b">x</rss>`: -1,
		"<rss><item " + long + "/>": 5, "<rss " + long: 0, `<a x=">"` + long + ">": 0, "<a x='\">'" + long + ">": 0,
		"<a>" + long + long + "</a>": -1, "<!-- <b " + long + "-->": -1, "<![CDATA[ <b '" + long + "]]>": -1,
		"<!-- - --><b " + long: 10, "<?xml " + long + "?><c>": -1, `<a b="` + strings.Repeat("x", MostTag-9) + `">`: -1,
	} {
		if got := LongTag(doc); got != want {
			t.Errorf("%.40q: %d, want %d", doc, got, want)
		}
	}
}
