package markup

import "earshot/internal/social"

// Shown is social.Shown of texts that are tidied.
func Shown(text string, lines ...string) string {
	tidy := make([]string, len(lines))
	for i, line := range lines {
		tidy[i] = Plain(line)
	}
	return social.Shown(Plain(text), tidy...)
}

// Quoted is social.Quoted with the author's name as a headline.
func Quoted(author, text string) string { return social.Quoted(Headline(author), Plain(text)) }
