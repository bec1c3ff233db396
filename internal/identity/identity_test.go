package identity_test

import (
	"strings"
	"testing"

	"earshot/internal/identity"
)

func TestArticle(t *testing.T) {
	const want = "gazette.example/2026/05/roastery"
	for _, raw := range []string{
		"https://gazette.example/2026/05/roastery", "http://www.gazette.example/2026/05/roastery/", "HTTPS://Gazette.Example:443/2026/05/roastery#respond", "https://gazette.example/2026/05/roastery#xtor=RSS-3208", "https://gazette.example/2026/05/roastery#:~:text=12%20cups",
		"https://gazette.example/2026/05/roastery?utm_source=rss&utm_medium=feed", "https://gazette.example/2026/05/roastery?fbclid=x&gclid=y&spm=a.b.c&mc_cid=1&_hsenc=2&at_medium=3&cmp=4&yclid=5",
		"https://gazette.example/2026/05/roastery;jsessionid=AB12?ref=home", "https://gazette.example/2026/05/roastery?source=rss----abc",
		"https://www.google.com/url?rct=j&sa=t&url=https://gazette.example/2026/05/roastery&ct=ga", "https://www.google.co.uk/url?q=https%3A%2F%2Fgazette.example%2F2026%2F05%2Froastery%3Futm_source%3Dx",
		"https://www.google.com/amp/s/gazette.example/2026/05/roastery", "https://gazette-example.cdn.ampproject.org/c/s/gazette.example/2026/05/roastery",
		"https://l.facebook.com/l.php?u=https%3A%2F%2Fgazette.example%2F2026%2F05%2Froastery%3Ffbclid%3Dq&h=AT1",
	} {
		if got := identity.Article(raw); got != want {
			t.Errorf("Article(%s) = %q, want %q", raw, got, want)
		}
	}
	for raw, want := range map[string]string{
		"https://gazette.example/": "", "https://gazette.example?utm_source=rss": "", "mailto:a@gazette.example": "", "not an address": "", "": "",
		"https://gazette.example/?p=12&a=1":    "gazette.example?a=1&p=12",
		"https://gazette.example/a#comment-12": "", "https://gazette.example/changes#v1.2": "", "https://gazette.example/#!/a": "",
		"https://gazette.example:8443/a":            "gazette.example:8443/a",
		"https://gazette.example/a?id=1&id=1":       "gazette.example/a?id=1",
		"https://gazette.example/A":                 "gazette.example/A",
		"https://bücher.example/%C3%A4?q=caf%C3%A9": "xn--bcher-kva.example/%C3%A4?q=caf%C3%A9",
		"https://gazette.example/a?source=archive":  "gazette.example/a?source=archive",
		"https://news.google.com/rss/articles/CBM":  "news.google.com/rss/articles/CBM",
	} {
		if got := identity.Article(raw); got != want {
			t.Errorf("Article(%s) = %q, want %q", raw, got, want)
		}
	}
	for _, pair := range [][2]string{{"https://a.example/x?id=1", "https://a.example/x?id=2"}, {"https://a.example/x", "https://b.example/x"}, {"https://a.example/x", "https://a.example/X"}} {
		if identity.Article(pair[0]) == identity.Article(pair[1]) {
			t.Errorf("%s and %s are taken for one", pair[0], pair[1])
		}
	}
}

func TestSameSite(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"https://m.gazette.example/a", "http://www.gazette.example/b"}: true, {"https://a.co.uk/", "https://b.co.uk/"}: false,
		{"http://127.0.0.1:1/a", "http://127.0.0.1:2/b"}: true, {"https://gazette.example/", "x"}: false,
	} {
		if got := identity.SameSite(pair[0], pair[1]); got != want {
			t.Errorf("SameSite(%q) = %v", pair, got)
		}
	}
}

func TestNative(t *testing.T) {
	for _, tc := range []struct{ platform, address, want string }{
		{"x", "https://twitter.com/ana_b/status/1001?s=20", "1001"}, {"x", "https://x.com/i/web/status/1001", "1001"}, {"x", "https://x.com/ana_b", ""}, {"x", "https://x.com/ana_b/status/1.0E+18", ""},
		{"instagram", "https://www.instagram.com/p/C8aB/c/17912/", ""}, {"douyin", "https://www.douyin.com/video/7.30123E+18", ""},
		{"instagram", "https://www.instagram.com/reel/C8aB-_1/?igsh=x", "C8aB-_1"}, {"instagram", "https://www.instagram.com/ana/p/C8aB/", "C8aB"},
		{"threads", "https://www.threads.com/@ana/post/C8aB", "C8aB"},
		{"tiktok", "https://www.tiktok.com/@ana/video/7301234567890123450?lang=en", "7301234567890123450"},
		{"youtube", "https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=3", "dQw4w9WgXcQ"}, {"youtube", "https://youtu.be/dQw4w9WgXcQ", "dQw4w9WgXcQ"},
		{"youtube", "https://m.youtube.com/shorts/dQw4w9WgXcQ", "dQw4w9WgXcQ"}, {"youtube", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&lc=Ugx1.9", "Ugx1.9"},
		{"reddit", "https://www.reddit.com/r/coffee/comments/1abc2d/a_title/", "t3_1abc2d"}, {"reddit", "https://old.reddit.com/r/coffee/comments/1abc2d/a_title/kx9/?context=3", "t1_kx9"},
		{"reddit", "https://redd.it/1abc2d", "t3_1abc2d"}, {"reddit", "https://www.reddit.com/r/coffee/", ""},
		{"douyin", "https://www.douyin.com/video/7301234567890123450", "7301234567890123450"},
		{"xiaohongshu", "https://www.xiaohongshu.com/explore/66fad51c000000001b0224b8?xsec_token=1", "66fad51c000000001b0224b8"},
		{"hackernews", "https://news.ycombinator.com/item?id=42", "42"}, {"vk", "https://vk.com/wall-1_23", "-1_23"}, {"telegram", "https://t.me/s/brewline/12", "brewline/12"},
		{"bluesky", "https://bsky.app/profile/did:plc:abc123/post/3kx", "at://did:plc:abc123/app.bsky.feed.post/3kx"}, {"bluesky", "https://bsky.app/profile/ana.example/post/3kx", ""},
		{"linkedin", "https://www.linkedin.com/feed/update/urn:li:activity:7123456789012345678", "urn:li:activity:7123456789012345678"},
		{"linkedin", "https://www.linkedin.com/posts/ana-b_brewline-activity-7123456789012345678-xYz", "urn:li:activity:7123456789012345678"},
		{"bilibili", "https://www.bilibili.com/video/av170001", "BV17x411w7KC"}, {"bilibili", "https://www.bilibili.com/video/BV17x411w7KC/", "BV17x411w7KC"},
		{"weibo", "https://m.weibo.cn/detail/4467107636950632", "4467107636950632"}, {"weibo", "https://weibo.com/2656274875/z0JH2lOMb", "3501756485200075"},
		{"zhihu", "https://www.zhihu.com/question/1/answer/22", "answer/22"},
		{"web", "https://gazette.example/a", ""}, {"x", "::", ""},
	} {
		if got := identity.Native(tc.platform, tc.address); got != tc.want {
			t.Errorf("Native(%s, %s) = %q, want %q", tc.platform, tc.address, got, tc.want)
		}
	}
	if got := identity.ID("bilibili", "comment/12"); got != "reply/12" {
		t.Errorf("a comment on Bilibili is %q", got)
	}
	if got := identity.Author("x", "https://x.com/cleo_m/status/1004/photo/1"); got != "cleo_m" {
		t.Errorf("the author is %q", got)
	}
	if got := identity.Author("x", "https://x.com/i/status/1004"); got != "" {
		t.Errorf("nobody's address names %q", got)
	}
}

func TestDamaged(t *testing.T) {
	for id, want := range map[string][3]bool{ // scientific, rounded, long
		"7.30123E+18": {true, false, false}, "comment/7,3E+18": {true, false, false}, "7301234567890120000": {false, true, true}, "7301234567890123450": {false, false, true},
		"C8E12": {}, "1001": {}, "-1_23": {}, "comment/7301234567890120000": {false, true, true}, "5E+10x": {},
	} {
		got := [3]bool{identity.IsScientific(id), identity.IsRounded(id), identity.IsLong(id)}
		if got != want {
			t.Errorf("%s: %v, want %v", id, got, want)
		}
	}
}

func FuzzAddress(f *testing.F) {
	f.Add("https://gazette.example/2026/05/roastery?utm_source=rss")
	f.Add("https://www.google.com/url?url=https://www.google.com/url?url=https://a.example/b")
	f.Add("HTTP://user:pass@[::1%25x]:80/%zz?url=%68ttp:")
	f.Fuzz(func(t *testing.T, raw string) {
		once := identity.Article(raw)
		if once != "" && !strings.Contains(raw, "%") && identity.Article("https://"+once) != once {
			t.Errorf("%q becomes %q and then %q", raw, once, identity.Article("https://"+once))
		}
		for _, platform := range []string{"x", "bilibili", "weibo", "youtube"} {
			identity.Native(platform, raw)
		}
	})
}
