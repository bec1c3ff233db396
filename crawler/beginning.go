package crawler

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// OverLimit is the reason of an answer that was read up to the bound of its size only, in
// bytes. What was read of it is kept.
type OverLimit int64

func (limit OverLimit) Error() string {
	return fmt.Sprintf("the answer is larger than crawler.max_bytes (%d), and what follows is not read", int64(limit))
}

// beginning is an answer that was cut at the size limit as adapters can read it: JSON
// whose open lists and objects are closed after the last whole element. Feeds and
// pages are read without their end as they are.
func beginning(body []byte) []byte {
	start := bytes.TrimLeft(body, "\xef\xbb\xbf \t\r\n")
	if len(start) == 0 || start[0] != '{' && start[0] != '[' || json.Valid(body) {
		return body
	}
	return closeJSON(body)
}

// nesting is what a position in a JSON text is inside of, and where its element before
// ended.
type nesting struct {
	bracket byte
	whole   int
}

// closeJSON closes a JSON text that was cut off. It keeps what stands before the end of the
// last whole element of the outermost list that is open there: that is the list of
// an answer's items, the last of which is in parts and left out. Where no list is
// open, it keeps the whole members of what the answer consists of.
func closeJSON(body []byte) []byte {
	var open []nesting
	inText := false
	for i := 0; i < len(body); i++ {
		switch c := body[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == '{' || c == '[':
			open = append(open, nesting{c, i + 1})
		case c == '}' || c == ']':
			if len(open) == 0 {
				return body
			}
			open = open[:len(open)-1]
		case c == ',' && len(open) > 0:
			open[len(open)-1].whole = i
		}
	}
	if len(open) == 0 {
		return body
	}
	level := min(1, len(open)-1)
	for i, n := range open {
		if n.bracket == '[' {
			level = i
			break
		}
	}
	whole := bytes.Clone(body[:open[level].whole])
	for i := level; i >= 0; i-- {
		whole = append(whole, open[i].bracket+2) // '{' and '}' are two apart, as are '[' and ']'
	}
	return whole
}
