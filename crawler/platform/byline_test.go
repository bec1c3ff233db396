package platform_test

import (
	"testing"

	"earshot/crawler/platform"
)

func TestRedditWords(t *testing.T) {
	for text, want := range map[string]string{
		"":          "",
		"[removed]": "", "[deleted]": "", "[ Removed by Reddit ]": "", "[ Removed by moderator ]": "", "[deleted by user]": "",
		"[removed]\n\nsubmitted by [deleted]":                         "",
		"submitted by /u/ana [link] [comments]":                       "",
		"Good cup.\n\nsubmitted by /u/ana\n[link] [comments]":         "Good cup.",
		"Good cup. submitted by /u/ana to r/coffee [link] [comments]": "Good cup.",
		"The form was submitted by my boss.":                          "The form was submitted by my boss.",
		"It was [removed] twice":                                      "It was [removed] twice",
	} {
		if got := platform.RedditWords(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
