package charset

import (
	"bytes"
	"mime"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// labelled is how much of a document is searched for a label, in bytes. The HTML
// standard reads 1,024, but pages begin with long scripts and comments.
const labelled = 16 << 10

var (
	// encodingOf finds the encoding in an XML declaration, charsetOf the one in a meta
	// element, also where its attributes are miswritten ("httpequiv").
	encodingOf = regexp.MustCompile(`(?i)encoding\s*=\s*["']\s*([A-Za-z0-9._:-]+)`)
	charsetOf  = regexp.MustCompile(`(?i)charset\s*=\s*["']?\s*([A-Za-z0-9._:-]+)`)
	// language is the language a document declares.
	language = regexp.MustCompile(`(?i)(?:\slang\s*=\s*["']?|xml:lang\s*=\s*["']?|<language>\s*)([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2,4}))?`)
	// codePage matches names of Windows' code pages that are in no standard.
	codePage = regexp.MustCompile(`^(?:win|windows|cp|ansi|ms)?[-_ ]?(125[0-8]|874)$`)
)

// label is a named encoding.
type label struct {
	name     string
	encoding encoding.Encoding // nil for UTF-8
	// weight is the evidence, as a difference of log-likelihoods.
	weight float64
}

// labels are the encodings a document declares, the most credible first.
type labels struct {
	list []label
	// language is the declared language in lower case ("zh-tw"), or empty.
	language string
}

// names tells whether one of the labels names an encoding.
func (l labels) names(name string) bool {
	for _, one := range l.list {
		if one.name == name {
			return true
		}
	}
	return false
}

// other returns the first label that is not name; empty without one.
func (l labels) other(name string) string {
	if len(l.list) > 0 && l.list[0].name != name {
		return l.list[0].name
	}
	return ""
}

// findLabels reads what a document and its header say of the encoding. The
// document's own word counts more: servers add a charset to files they have not
// looked at, Latin 1 above all.
func findLabels(body []byte, contentType string, kind Kind) labels {
	var found labels
	head := body[:min(len(body), labelled)]
	if kind != Plain {
		for _, name := range []string{inTags(head, "?xml", encodingOf), inTags(head, "meta", charsetOf)} {
			if name != "" {
				found.add(name, 12)
			}
		}
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		found.add(params["charset"], 8)
	}
	return found
}

// longestTag is how much of a tag is searched for a label, in bytes.
const longestTag = 350

// inTags finds what a pattern does in the first tag of a name that it matches.
// Every page is searched, most of them for nothing, so that the tags are found
// without an expression.
func inTags(head []byte, name string, pattern *regexp.Regexp) string {
	for {
		at := bytes.IndexByte(head, '<')
		if at < 0 {
			return ""
		}
		head = head[at+1:]
		if len(head) > 0 && head[0]|0x20 != name[0]|0x20 {
			continue
		}
		if len(head) <= len(name) || !bytes.EqualFold(head[:len(name)], []byte(name)) || !strings.ContainsRune(" \t\r\n\f", rune(head[len(name)])) {
			continue
		}
		tag := head[:min(len(head), longestTag)]
		if end := bytes.IndexByte(tag, '>'); end >= 0 {
			tag = tag[:end]
		}
		if m := pattern.FindSubmatch(tag); m != nil {
			return string(m[1])
		}
	}
}

// languageOf is the language that a document declares, in lower case, or "".
func languageOf(body []byte, kind Kind) string {
	if kind == Plain {
		return ""
	}
	m := language.FindSubmatch(body[:min(len(body), labelled)])
	if m == nil {
		return ""
	}
	return strings.TrimSuffix(strings.ToLower(string(bytes.Join(m[1:], []byte("-")))), "-")
}

func (l *labels) add(name string, weight float64) {
	named, enc, ok := Lookup(name)
	if !ok || strings.HasPrefix(named, "UTF-16") {
		// A label that could be read byte by byte is not in UTF-16.
		return
	}
	if named == "windows-1252" {
		weight /= 3
	}
	l.list = append(l.list, label{named, enc, weight})
}

// Lookup finds an encoding by any of its names; its decoder is nil for UTF-8.
// GB 2312 and GBK are parts of GB 18030, ISO-8859-1 of windows-1252.
func Lookup(name string) (canonical string, enc encoding.Encoding, ok bool) {
	name = strings.ToLower(strings.TrimSpace(name))
	switch name {
	case "":
		return "", nil, false
	case "utf8mb4", "utf8", "utf-8":
		return utf8Name, nil, true
	case "cp936", "ms936", "gb18030-2000", "gb18030-2005":
		name = "gb18030"
	case "cp950", "ms950":
		name = "big5"
	case "cp949", "ms949":
		name = "euc-kr"
	case "cp932", "ms932":
		name = "shift_jis"
	case "hz", "hz-gb-2312":
		return "HZ-GB-2312", simplifiedchinese.HZGB2312, true
	case "utf-32", "utf-32le":
		return wide[0].name, utf32LE, true
	case "utf-32be":
		return wide[1].name, utf32BE, true
	}
	if m := codePage.FindStringSubmatch(name); m != nil {
		name = "windows-" + m[1]
	}
	enc, err := htmlindex.Get(name)
	if err != nil {
		return "", nil, false
	}
	if canonical, err = htmlindex.Name(enc); err != nil || canonical == "replacement" || canonical == "x-user-defined" {
		return "", nil, false
	}
	if canonical == "utf-8" {
		return utf8Name, nil, true
	}
	if canonical == "gbk" {
		canonical, enc = "gb18030", simplifiedchinese.GB18030
	}
	return display(canonical), enc, true
}

// display writes the name of an encoding as people do.
func display(name string) string {
	switch name {
	case "big5":
		return "Big5"
	case "shift_jis":
		return "Shift_JIS"
	case "macintosh", "x-mac-cyrillic":
		return name
	}
	if strings.HasPrefix(name, "windows-") {
		return name
	}
	return strings.ToUpper(name)
}

// sevenBit knows the encodings that write their letters in ASCII: ISO-2022-JP by
// its escapes, HZ by label and shifts.
func sevenBit(body []byte, l labels) (guessed, bool) {
	hz := slices.ContainsFunc(l.list, func(one label) bool { return strings.HasPrefix(one.name, "HZ") })
	if !hz && bytes.IndexByte(body, '\x1b') < 0 {
		return guessed{}, false // nearly always: then nothing below finds anything
	}
	for _, b := range body {
		if b >= 0x80 {
			return guessed{}, false
		}
	}
	has := func(s string) bool { return bytes.Contains(body, []byte(s)) }
	if has("\x1b$B") || has("\x1b$@") {
		name, enc, ok := Lookup("iso-2022-jp")
		return guessed{name: name, encoding: enc}, ok
	}
	for _, one := range l.list {
		if strings.HasPrefix(one.name, "HZ") && has("~{") && has("~}") {
			return guessed{name: one.name, encoding: one.encoding}, true
		}
	}
	return guessed{}, false
}
