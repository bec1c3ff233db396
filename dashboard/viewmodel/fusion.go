package viewmodel

import (
	"strings"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

// Evidence is what each kind of evidence says of a post's sentiment, and which of it wins.
func Evidence(f social.Fusion) component.Evidence {
	out := component.Evidence{Text: "Words, pictures and recordings agree; " + named(f.Won) + " decide"}
	if f.Won == "voice" || f.Won == "picture" {
		out.Text += "s"
	}
	switch {
	case f.Disagree:
		out.Text = "The evidence disagrees: " + named(f.Won) + " won, by the rule “" + f.Rule + "”"
	case len(f.Moods) == 1:
		out.Text = "Judged by " + named(f.Won) + " alone"
	}
	out.Text += " (rules " + f.Version + ")."
	for _, m := range f.Moods {
		why := m.Why
		if why != "" {
			why = "“" + strings.TrimSpace(why) + "”"
		}
		out.Moods = append(out.Moods, component.Mood{Of: upper(named(m.Of)), Name: string(m.Class), Tone: component.Tone(m.Class), Why: why, Won: m.Of == f.Won})
	}
	return out
}

// named is a kind of evidence in words.
func named(of string) string {
	switch of {
	case "words":
		return "the words"
	case "picture":
		return "the picture"
	case "written":
		return "the text in the picture"
	default:
		return "the voice"
	}
}

func upper(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
