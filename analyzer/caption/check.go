package caption

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// check says what is wrong with a caption: that it is no description of a picture.
func check(text string) error {
	switch {
	case utf8.RuneCountInString(text) > maxTextRunes:
		return unusablef("has a caption of more than %d characters", maxTextRunes)
	case !strings.ContainsFunc(text, unicode.IsLetter):
		return unusablef("has a caption without words")
	case isRefusal(text):
		return refused(text)
	case isRepetitive(text):
		return unusablef("repeats itself")
	case isAside(text):
		return unusablef("has a caption that is not about the picture")
	case isOrder(text):
		return unusablef("has a caption that gives orders instead of describing")
	}
	return nil
}

// isRefusal reports whether a caption begins as models do when they refuse
// within the form.
func isRefusal(text string) bool {
	return begins(text, "i'm sorry", "i am sorry", "sorry,", "i apologize", "i cannot", "i can't", "i can not", "i'm unable", "i am unable",
		"i'm not able", "i am not able", "i won't", "i will not", "unable to ", "cannot describe", "can't describe", "cannot assist", "can't assist",
		"es tut mir leid", "ich kann ", "lo siento", "no puedo ", "je suis désolé", "je ne peux pas", "mi dispiace", "non posso ",
		"desculpe", "não posso ", "抱歉", "对不起", "對不起", "很抱歉", "我无法", "我無法", "申し訳", "すみません", "죄송", "извините", "к сожалению", "я не могу")
}

// isAside reports whether a caption is what a model says that was shown no picture, or
// speaks of itself.
func isAside(text string) bool {
	text = folded(text)
	return begins(text, "hello!", "hello,", "hello.", "hi!", "hi there!", "how can i", "how may i", "sure,", "sure!", "of course!", "of course,", "certainly!", "certainly,", "as an ai", "as a language model", "i am an ai", "i'm an ai",
		"please provide", "please upload", "please share", "please send", "no image", "no picture", "there is no image", "there is no picture", "you are a helpful",
		"i don't see", "i do not see", "i see no", "you haven't", "you have not", "you didn't", "you did not", "it looks like you", "it appears that you",
		"one sentence in english", "describe this picture") ||
		slices.ContainsFunc([]string{"as an ai", "language model", "no image was", "no image has been", "no picture was", "provide an image", "provide the image", "upload an image", "how can i help", "how can i assist"},
			func(part string) bool { return strings.Contains(unquoted(text), part) })
}

// orders are what texts say that want a model to do something else than it was asked.
var orders = regexp.MustCompile(`(?i)\b(?:ignore|disregard|forget|override) (?:all |any |every |the |your |my |these |those |previous |prior |above |earlier |other )*(?:instructions?|prompts?|rules|guidelines|messages)\b|\bsystem prompt\b|^(?:system|assistant|user) ?:|\byou are now\b|\bnew instructions?:|https?://\S+|<\s*(?:script|img|iframe|a )\b`)

// isOrder reports whether a caption hands on an instruction, or a link, as its own words:
// where it reports one that stands in the picture it puts it in quotation marks, as the
// single ones do here as well.
func isOrder(text string) bool {
	return orders.MatchString(singleQuoted.ReplaceAllString(unquoted(text), " "))
}

// singleQuoted is a text between single quotation marks, not a word with an apostrophe.
var singleQuoted = regexp.MustCompile(`(?:^|[\s(])['‘][^'’]+['’](?:[\s.,;:!?)]|$)`)

// begins reports whether a text begins with one of starts, whatever its case.
func begins(text string, starts ...string) bool {
	text = folded(text)
	return slices.ContainsFunc(starts, func(start string) bool { return strings.HasPrefix(text, start) })
}

func folded(text string) string { return strings.ReplaceAll(strings.ToLower(text), "’", "'") }

// isRepetitive reports whether a model got stuck in a loop: many words, of which
// fewer than one in six are different.
func isRepetitive(text string) bool {
	words := strings.Fields(strings.ToLower(text))
	if len(words) < 24 {
		return false
	}
	different := map[string]bool{}
	for _, w := range words {
		different[w] = true
	}
	return len(different)*6 < len(words)
}
