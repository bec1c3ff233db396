package emotion_test

import (
	"testing"

	"earshot/internal/social"
)

// TestEmotionsOfHowPeopleWrite: shorthand, hashtags, elongated words, missing
// apostrophes and traditional characters are normalised.
func TestEmotionsOfHowPeopleWrite(t *testing.T) {
	read := reading(t)
	for text, want := range map[string]social.Emotion{
		"soooo happyyy today":                    social.Joy,
		"#SoHappy today with the team":           social.Joy,
		"omggg i cantttt stop smiling at this":   social.Joy,
		"ewwwww there was a roach in it":         social.Disgust,
		"I didn’t expect that at all":            social.Surprise,
		"I didnt expect that at all":             social.Surprise,
		"氣死我了，這間公司":                              social.Anger,
		"气死我了，这间公司":                              social.Anger,
		"嚇死我了":                                   social.Fear,
		"ｓｏ ｈａｐｐｙ ｔｏ ｂｅ ｈｅｒｅ":                    social.Joy,
		"grüne Wiese":                            social.EmotionNone,
		"Not happy, not sad, just here":          social.EmotionNone,
		"> I am so happy\nok":                    social.EmotionNone,
		"ok\nOn Monday, Ana wrote:\n> so scared": social.EmotionNone,
	} {
		if got, _ := read(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
