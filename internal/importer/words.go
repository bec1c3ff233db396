package importer

import (
	"strings"

	"earshot/internal/social"
)

// escaping is how X and Reddit hand out texts: the three signs of HTML are
// escaped, once. What their users write as "&amp;" themselves is "&amp;amp;" there.
var escaping = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">")

// words completes the text of a post: it takes off the escaping of its platform,
// and adds what the platform shows below it. Earshot's own files have both.
func (f *Format) words(rec record, p *social.Post) {
	if f.Tool == "earshot" {
		return
	}
	plain := social.UnescapeWords
	if p.Platform == "x" || p.Platform == "reddit" {
		plain = escaping.Replace
	}
	p.Title, p.Text = plain(p.Title), plain(p.Text)
	if p.Platform == "reddit" && (p.Text == "[removed]" || p.Text == "[deleted]") {
		p.Text = "" // what Reddit shows in place of a text
	}
	var lines []string
	for _, place := range f.Fields.Shown {
		lines = append(lines, plain(at(rec, place)))
	}
	p.Text = social.Shown(p.Text, lines...)
}
