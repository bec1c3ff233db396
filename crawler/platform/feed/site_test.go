package feed

import (
	"strings"
	"testing"

	"earshot/internal/social"
)

func TestSiteFeed(t *testing.T) {
	for account, want := range map[string]string{
		"medium/@ana":             "https://medium.com/feed/@ana",
		"Medium/tag/coffee/":      "https://medium.com/feed/tag/coffee",
		"substack/bean":           "https://bean.substack.com/feed",
		"tumblr/bean":             "https://bean.tumblr.com/rss",
		"producthunt/coffee":      "https://www.producthunt.com/feed?category=coffee",
		"pinterest/ana/cups":      "https://www.pinterest.com/ana/cups.rss",
		"flickr/espresso":         "https://www.flickr.com/services/feeds/photos_public.gne?format=atom&tags=espresso",
		"douban/1292052":          "https://www.douban.com/feed/subject/1292052/reviews",
		"hatena/bean":             "https://bean.hatenablog.com/feed",
		"hatenabookmark/コーヒー":     "https://b.hatena.ne.jp/q/コーヒー?mode=rss&target=all&sort=recent",
		"note/bean":               "https://note.com/bean/rss",
		"substack/evil.example/x": "", "substack/a@b": "", "medium": "", "medium/": "", "myspace/tom": "", "flickr/a&b=c": "", "medium/../x y": "",
	} {
		if got, ok := siteFeed(account); ok != (want != "") || ok && got != want {
			t.Errorf("siteFeed(%q) = %q, %v, want %q", account, got, ok, want)
		}
	}
}

func TestAccountsAreLanes(t *testing.T) {
	src := social.Source{Name: "s", Platform: Name, URLs: []string{"https://a.example/feed"}, Accounts: []string{"medium/@ana", "substack/bean"}}
	if err := New().Check(src); err != nil {
		t.Error(err)
	}
	got := strings.Join(New().Lanes(src), " ")
	if want := "https://a.example/feed https://medium.com/feed/@ana https://bean.substack.com/feed"; got != want {
		t.Errorf("lanes %s, want %s", got, want)
	}
	src.Accounts = []string{"myspace/tom"}
	if err := New().Check(src); err == nil || !strings.Contains(err.Error(), "medium/@ana") {
		t.Errorf("Check: %v", err)
	}
}
