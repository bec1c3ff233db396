package social

import "strings"

// Shown returns the text of a post and, after an empty line, the other words that
// its platform shows with it, each of lines on a line of its own. Those who read
// posts give them in this order: a poll and its options, the names of documents,
// the preview of a link (title, description, site), a quoted or passed on post, and
// whose it is. What is empty or stands in the text already is left out.
func Shown(text string, lines ...string) string {
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		seen[strings.TrimSpace(line)] = true
	}
	all := text
	var shown []string
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" || seen[line] || len(line) >= longLine && strings.Contains(all, line) {
			continue
		}
		seen[line] = true
		shown = append(shown, line)
		all += "\n" + line
	}
	below := strings.Join(shown, "\n")
	switch {
	case below == "":
		return text
	case text == "":
		return below
	}
	return text + "\n\n" + below
}

// longLine is from how many bytes on a line that stands within the text is taken
// to be said there; a shorter one, as the option of a poll, may stand there by chance.
const longLine = 24

// Quoted is another's words as a line for Shown: with whose they are.
func Quoted(author, text string) string {
	author, text = strings.TrimSpace(author), strings.TrimSpace(text)
	if author == "" || text == "" {
		return text
	}
	return author + ": " + text
}
