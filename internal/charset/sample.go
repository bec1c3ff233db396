package charset

import (
	"bytes"
	"iter"
)

// maxSample is how many bytes with letters outside ASCII are judged.
const maxSample = 6 << 10

// sample is what of a document is judged.
type sample struct {
	// text is all of it outside of tags.
	text []byte
	// words are those that are not all ASCII.
	words []byte
	// share is the share of bytes that are not ASCII.
	share float64
}

// sampleOf reads a document. Of HTML and XML the text outside of tags is taken,
// or everything where that is all ASCII.
func sampleOf(body []byte, kind Kind) sample {
	if kind != Plain {
		text := outsideTags(body)
		if list, share := words(text); len(list) > 0 {
			return sample{text, list, share}
		}
	}
	list, share := words(body)
	return sample{body, list, share}
}

// asciiWords walks through the words of a text that are ASCII letters only.
func asciiWords(text []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, word := range bytes.FieldsFunc(text[:min(len(text), maxSample)], func(r rune) bool { return r < 0x80 && !isASCIILetter(r) }) {
			plain := true
			for _, b := range word {
				plain = plain && b < 0x80
			}
			if plain && !yield(word) {
				return
			}
		}
	}
}

// words gathers the words with bytes outside ASCII. White space is no part of a
// character in any encoding that is tried.
func words(text []byte) (sample []byte, share float64) {
	high, all := 0, 0
	seen := map[string]bool{}
	for len(text) > 0 {
		end := bytes.IndexAny(text, " \t\r\n<>")
		word := text
		if end >= 0 {
			word, text = text[:end], text[end+1:]
		} else {
			text = nil
		}
		all += len(word)
		before := high
		for _, b := range word {
			if b >= 0x80 {
				high++
			}
		}
		// A word is evidence once, however often a page repeats it.
		if high > before && len(sample) < maxSample && !seen[string(word)] {
			seen[string(word)] = true
			// Words longer than this are none; a character is at most 4 bytes.
			sample = append(append(sample, word[:min(len(word), maxSample)]...), ' ')
		}
	}
	if all == 0 {
		return nil, 0
	}
	return sample, float64(high) / float64(all)
}

// outsideTags returns what stands between the tags of a document, without
// scripts, styles and comments. "<" and ">" are no part of a character in any
// encoding that is tried.
func outsideTags(body []byte) []byte {
	out := make([]byte, 0, len(body)/2)
	for {
		open := bytes.IndexByte(body, '<')
		if open < 0 {
			return append(out, body...)
		}
		out = append(append(out, body[:open]...), ' ')
		body = body[open:]
		var end string
		switch {
		case bytes.HasPrefix(body, []byte("<![CDATA[")):
			body = body[len("<![CDATA["):]
			continue
		case bytes.HasPrefix(body, []byte("<!--")):
			end = "-->"
		case hasTag(body, "<script"):
			end = "</script"
		case hasTag(body, "<style"):
			end = "</style"
		default:
			end = ">"
		}
		at := indexFold(body, end)
		if at < 0 {
			return out
		}
		body = body[at+len(end):]
	}
}

func hasTag(body []byte, tag string) bool {
	return len(body) > len(tag) && bytes.EqualFold(body[:len(tag)], []byte(tag))
}

// indexFold finds an end tag in any case.
func indexFold(body []byte, end string) int {
	if end[0] != '<' {
		return bytes.Index(body, []byte(end))
	}
	for at := 1; ; at++ {
		next := bytes.IndexByte(body[at:], '<')
		if next < 0 {
			return -1
		}
		at += next
		if len(body)-at >= len(end) && bytes.EqualFold(body[at:at+len(end)], []byte(end)) {
			return at
		}
	}
}
