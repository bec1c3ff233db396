package structure

// The classes of ASCII characters.
const (
	asciiOther = iota
	asciiLetter
	asciiSpace
	asciiQuote
	asciiEnd
	asciiQuestion
	asciiComma
	asciiQuotation
	asciiStop
	asciiHandle
	asciiHash
	asciiEyes
	asciiHyphen
)

var asciiMarks = func() (t [128]uint8) {
	for c := range t {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
			t[c] = asciiLetter
		}
	}
	for set, class := range map[string]uint8{
		" \t\r": asciiSpace, "'`": asciiQuote, "\n!": asciiEnd, "?": asciiQuestion, ",()[]|": asciiComma, "\"": asciiQuotation,
		".": asciiStop, "@": asciiHandle, "#": asciiHash, ":;=<": asciiEyes, "-": asciiHyphen,
	} {
		for _, c := range set {
			t[c] = class
		}
	}
	return t
}()

// asciiLetters holds the small letters of ASCII letters, digits themselves, and 0 for others.
var asciiLetters = func() (t [256]uint8) {
	for c := range 128 {
		if asciiMarks[c] == asciiLetter {
			t[c] = uint8(c)
			if c >= 'A' && c <= 'Z' {
				t[c] += 'a' - 'A'
			}
		}
	}
	return t
}()

// asciiMark reads a mark, a handle or an emoticon.
func (s *scanner) asciiMark(c byte) {
	mark := func(k kind) {
		s.add(token{kind: k, start: int32(s.at), end: int32(s.at + 1)})
	}
	switch asciiMarks[c] {
	case asciiEnd:
		if c == '!' {
			s.loud++
		}
		mark(sentenceEnd)
	case asciiQuestion:
		mark(question)
	case asciiComma:
		mark(comma)
	case asciiQuotation:
		mark(quotation)
	case asciiStop: // not the one in 3.5, U.S or northwind.example
		if s.at+1 >= len(s.text) || asciiMarks[s.text[s.at+1]&0x7f] != asciiLetter {
			mark(sentenceEnd)
		}
	case asciiHandle:
		s.loud++
		s.skipAddress()
		return
	case asciiHash:
		s.loud++
	case asciiEyes:
		if k := emoticon(s.text[s.at:]); k != 0 {
			s.loud++
			s.add(token{kind: wordToken, hash: hashStep(hashStart, k), start: int32(s.at), end: int32(s.at + 2)})
			s.spaced = true
			s.at += 2
			return
		}
		if c == ';' {
			mark(sentenceEnd)
		} else if c == ':' {
			mark(comma)
		}
	case asciiHyphen: // between words it joins, with spaces it is a dash
		if s.spaced && s.at+1 < len(s.text) && s.text[s.at+1] == ' ' {
			mark(comma)
		}
	}
	s.spaced = true
	s.at++
}

// emoticon is the sign that stands for the emoticon that text begins with, 0 for none.
func emoticon(text string) rune {
	if len(text) < 2 {
		return 0
	}
	mouth := text[1]
	if mouth == '-' && len(text) > 2 {
		mouth = text[2]
	}
	switch {
	case text[0] == '<':
		if mouth == '3' {
			return '🙂'
		}
	case mouth == ')', mouth == 'D', mouth == ']':
		return '🙂'
	case mouth == '(', mouth == '[':
		return '🙁'
	}
	return 0
}

// mark reads a mark outside ASCII.
func (s *scanner) mark(r rune, n int) {
	k := wordToken
	switch r {
	case '！':
		s.loud++
		k = sentenceEnd
	case '。', '；', '…', '।', '؛', '۔', '\u2028', '\u2029', '．', '｡':
		k = sentenceEnd
	case '？', '؟':
		k = question
	case '，', '、', '：', '（', '）', '–', '—', '،', '·', '・', '～':
		k = comma
	case '“', '”', '«', '»', '「', '」', '『', '』', '„':
		k = quotation
	}
	if k != wordToken {
		s.add(token{kind: k, start: int32(s.at), end: int32(s.at + n)})
	}
	s.spaced = true
}
