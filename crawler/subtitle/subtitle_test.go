package subtitle_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"earshot/crawler"
	"earshot/crawler/subtitle"
	"earshot/internal/social"
)

func TestText(t *testing.T) {
	for name, tt := range map[string]struct{ kind, body, want string }{
		"WebVTT": {"text/vtt", "\ufeffWEBVTT - kettles\nKind: captions\n\nNOTE made by ana\n\nSTYLE\n::cue { color: red }\n\n1\n00:01.000 --> 00:03.500 align:start\n<v Ana>The north</v>\n<i>wind</i> kettle &amp; its lid\n\n00:00:04.000 --> 00:00:05.000\n<v Bo>Mine<00:00:04.500><c> drips</c>.\n",
			"Ana: The north wind kettle & its lid\nBo: Mine drips."},
		"rolling captions":   {"text/vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\nthe kettle\n\n00:02.000 --> 00:02.010\nthe kettle\n\n00:02.010 --> 00:04.000\nthe kettle\npours slowly\n", "the kettle pours slowly"},
		"SubRip":             {"application/x-subrip", "1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}Kettles\r\nare loud.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n<font color=\"#fff\">Not this one.</font>\r\n", "Kettles are loud. Not this one."},
		"SubRip in disguise": {"text/plain", "1\n00:00:01,000 --> 00:00:02,000\nHello\n", "Hello"},
		"podcast JSON":       {"application/json", `{"version":"1.0.0","segments":[{"speaker":"Ana","startTime":0.5,"endTime":0.75,"body":"Welcome"},{"speaker":"Ana","body":"back."},{"speaker":"Bo","body":"Thanks"}]}`, "Ana: Welcome back.\nBo: Thanks"},
		"YouTube json3":      {"", `{"events":[{"tStartMs":0,"segs":[{"utf8":"the "},{"utf8":"kettle"}]},{"segs":[{"utf8":"\n"}]},{"segs":[{"utf8":"pours"}]}]}`, "the kettle pours"},
		"Bilibili":           {"", `{"body":[{"from":1,"to":2,"content":"北风的水壶"},{"content":"很好用"}]}`, "北风的水壶 很好用"},
		"HTML":               {"text/html", "<cite>Ana:</cite> <time>0:01</time> <p>The lid &amp; more.</p>", "Ana: 0:01\nThe lid & more."},
		"plain":              {"text/plain", "Just words.\nAnd more.", "Just words.\nAnd more."},
	} {
		got, err := subtitle.Text([]byte(tt.body), tt.kind)
		if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(tt.want), " ") || err != nil {
			t.Errorf("%s: %q, %v, want %q", name, got, err, tt.want)
		}
	}
	for _, body := range []string{"", "WEBVTT\n\n", `{"segments":[]}`, `{"segments":`, `[]`} {
		if got, err := subtitle.Text([]byte(body), "text/vtt"); social.CodeOf(err) != social.CodeBroken {
			t.Errorf("%q: %q, %v", body, got, err)
		}
	}
	if got, err := subtitle.Text([]byte(strings.Repeat("咖啡", subtitle.MaxText)), ""); err != nil || len(got) > subtitle.MaxText || !utf8.ValidString(got) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// TestTracks: people's words in the language of the recording come first, and the post that
// waited for them is given back whole.
func TestTracks(t *testing.T) {
	best, ok := subtitle.Best([]subtitle.Track{{URL: "a", Type: "text/vtt", Language: "de", Machine: true}, {URL: "b", Type: "text/plain", Language: "de-AT"}, {URL: "c", Type: "text/vtt", Language: "en"}, {URL: "d", Type: "application/srt", Language: "de"}}, "de")
	if !ok || best.URL != "d" {
		t.Errorf("best is %+v", best)
	}
	if _, ok := subtitle.Best([]subtitle.Track{{Type: "text/vtt"}}, ""); ok {
		t.Error("a track without an address is chosen")
	}
	post := social.Post{Platform: "feed", ID: "1", Title: "Kettles", Engagement: social.Engagement{Likes: social.Count(3)}}
	req, ok := subtitle.Ask(best, post)
	if !ok || !req.Below || req.Within == 0 {
		t.Fatalf("request %+v, %v", req, ok)
	}
	got, err := subtitle.Complete(crawler.Response{Request: req, Body: []byte("1\n00:00:01,000 --> 00:00:02,000\nHello\n")})
	if err != nil || got.Transcript != "Hello" || got.ID != "1" || *got.Engagement.Likes != 3 {
		t.Errorf("%+v, %v", got, err)
	}
	if _, ok := subtitle.Ask(best, social.Post{Text: strings.Repeat("x", 40<<10)}); ok {
		t.Error("a post that is too large waits")
	}
}

func FuzzText(f *testing.F) {
	for _, seed := range []string{"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>x", "1\n00:00:01,000 --> 00:00:02,000\nx", `{"segments":[{"body":"x"}]}`, "<p>x", "x"} {
		f.Add([]byte(seed), "text/vtt")
	}
	f.Fuzz(func(t *testing.T, body []byte, kind string) {
		text, err := subtitle.Text(body, kind)
		if err == nil && (text == "" || len(text) > subtitle.MaxText || !utf8.ValidString(text)) || err != nil && social.CodeOf(err) != social.CodeBroken {
			t.Errorf("%q, %v", text, err)
		}
	})
}
