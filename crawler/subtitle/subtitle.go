// Package subtitle reads what is said in a recording from the subtitles and transcripts that
// platforms offer: WebVTT (https://www.w3.org/TR/webvtt1/), SubRip, the JSON of podcasts
// (https://github.com/Podcastindex-org/podcast-namespace/blob/main/transcripts/transcripts.md),
// of YouTube (json3) and of Bilibili, HTML and plain text.
package subtitle

import (
	"html"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/internal/charset"
	"earshot/internal/social"
)

// MaxText is the longest transcript that is kept, in bytes; what is longer is cut.
const MaxText = 256 << 10

// Text is what is said, as plain text: times, styles and markup are removed, lines that
// only repeat the one before (as in captions that roll up) are said once, and who speaks
// begins a line of its own. contentType is what the server or the feed calls the format; it
// may be wrong or empty. The error has social.CodeBroken.
func Text(body []byte, contentType string) (string, error) {
	kind, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		kind = ""
	}
	decoded, err := charset.Decode(body, contentType, charset.Plain)
	if err != nil {
		return "", err
	}
	text := strings.TrimSpace(strings.TrimPrefix(decoded.String, "\ufeff"))
	s := &said{}
	switch {
	case text == "":
		return "", social.Errorf(social.CodeBroken, "the transcript is empty")
	case strings.HasPrefix(text, "WEBVTT"), timing.MatchString(text[:min(len(text), 4096)]):
		s.cues(text)
	case text[0] == '{' || text[0] == '[':
		root, err := lenient.ParseText(text)
		if err != nil {
			return "", err
		}
		s.segments(root)
	case strings.Contains(kind, "html"), text[0] == '<':
		s.line("", markup.Read(text, nil).Text)
	default:
		s.line("", text)
	}
	if s.b.Len() == 0 {
		return "", social.Errorf(social.CodeBroken, "the transcript holds no words")
	}
	return cut(s.b.String()), nil
}

// timing is the line of a cue that says from when to when it is shown.
var timing = regexp.MustCompile(`(?m)^\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s+-->\s+(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}`)

// said gathers what is said.
type said struct {
	b       strings.Builder
	speaker string
	last    string
}

// line adds a line that somebody says.
func (s *said) line(speaker, text string) {
	text = strings.TrimSpace(text)
	if text == "" || text == s.last || s.b.Len() > MaxText {
		return
	}
	s.last = text
	switch {
	case speaker != "" && speaker != s.speaker:
		if s.b.Len() > 0 {
			s.b.WriteByte('\n')
		}
		s.b.WriteString(speaker + ": ")
		s.speaker = speaker
	case s.b.Len() > 0:
		// What is said goes on over cues, and a phrase may stand in two of them.
		s.b.WriteByte(' ')
	}
	s.b.WriteString(text)
}

var (
	// voice is who speaks, in a cue of WebVTT.
	voice = regexp.MustCompile(`<v(?:\.[^\s>]*)?\s+([^>]{1,80})>`)
	// inCue is what marks up a cue: elements, times within it, and the braces of SubRip.
	inCue = regexp.MustCompile(`<[^<>]{0,200}>|\{\\[^{}]{0,80}\}`)
)

// cues reads WebVTT and SubRip, which differ in what this leaves out.
func (s *said) cues(text string) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	inText := false
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case strings.TrimSpace(line) == "":
			inText = false
		case timing.MatchString(line):
			inText = true
		case inText:
			speaker := ""
			if m := voice.FindStringSubmatch(line); m != nil {
				speaker = strings.TrimSpace(html.UnescapeString(m[1]))
			}
			s.line(speaker, html.UnescapeString(inCue.ReplaceAllString(line, "")))
		}
	}
}

// segments reads JSON: the segments of podcasts, the events of YouTube, the body of Bilibili.
func (s *said) segments(root lenient.Node) {
	for _, list := range []string{"segments", "events", "body"} {
		for _, part := range root.Get(list).Array() {
			var words strings.Builder
			for _, seg := range part.Get("segs").Array() {
				words.WriteString(seg.Get("utf8").String())
			}
			if words.Len() == 0 {
				for _, name := range []string{"body", "content", "text"} {
					if v := part.Get(name); v.IsText() {
						words.WriteString(v.String())
						break
					}
				}
			}
			s.line(part.Get("speaker").String(), strings.Join(strings.Fields(words.String()), " "))
		}
	}
}

// cut is the beginning of a text that is too long, up to a letter.
func cut(text string) string {
	if len(text) <= MaxText {
		return text
	}
	text = text[:MaxText]
	for !utf8.ValidString(text[max(0, len(text)-utf8.UTFMax):]) && len(text) > 0 {
		if r, size := utf8.DecodeLastRuneInString(text); r != utf8.RuneError || size != 1 {
			break
		}
		text = text[:len(text)-1]
	}
	return text
}
