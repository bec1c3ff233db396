package normalize

import (
	"strings"
	"unicode/utf8"

	"earshot/internal/query"
)

// StripBoilerplate returns text without boilerplate, the lines its author did not write for
// this post: quoted replies and the line that introduces them, footers of mail
// programs and feeds, and a signature after "--". A text of nothing but
// boilerplate is returned as it is. Time is linear.
func StripBoilerplate(text string) string {
	if !mayHaveBoilerplate(text) {
		return text
	}
	var b strings.Builder // what was kept before a line that was not
	from, end := 0, len(text)
	for at := 0; at < len(text); {
		line, after, more := strings.Cut(text[at:], "\n")
		if isCutoff(line, after) {
			end = at
			break
		}
		next := at + len(line)
		if more {
			next++
		}
		if isQuotedLine(line) || isAttribution(line) || isFooter(line) {
			b.WriteString(text[from:at])
			from = next
		}
		at = next
	}
	cleaned := text[from:end]
	if from > 0 {
		b.WriteString(cleaned)
		cleaned = b.String()
	}
	if cleaned = strings.TrimSpace(cleaned); cleaned != "" {
		return cleaned
	}
	return text
}

// mayHaveBoilerplate is a fast check that skips most posts.
func mayHaveBoilerplate(text string) bool {
	return strings.ContainsRune(text, '\n') || isFooter(text)
}

// isQuotedLine reports whether a line is quoted from another post; ">_<" and
// ">:(" are emoticons.
func isQuotedLine(line string) bool {
	line = strings.TrimLeft(line, " \t")
	return strings.HasPrefix(line, "> ") || strings.HasPrefix(line, ">>") || line == ">"
}

// maxAttribution is the longest line that introduces a quote, in bytes.
const maxAttribution = 240

// attributions are how such lines begin and end in several languages.
var attributions = []struct{ begins, ends string }{
	{"On ", " wrote:"}, {"Am ", ":"}, {"Le ", " a écrit :"}, {"El ", " escribió:"}, {"Il ", " ha scritto:"},
	{"Em ", " escreveu:"}, {"Op ", " schreef:"}, {"", "写道："}, {"", "写道:"}, {"", "寫道："}, {"", "wrote on Twitter:"}, {"Pada ", " menulis:"},
}

func isAttribution(line string) bool {
	line = strings.TrimSpace(line)
	if len(line) > maxAttribution || !strings.HasSuffix(line, ":") && !strings.HasSuffix(line, "：") {
		return false
	}
	for _, a := range attributions {
		if len(line) > len(a.begins)+len(a.ends) && strings.HasPrefix(line, a.begins) && strings.HasSuffix(line, a.ends) {
			return a.ends != ":" || strings.Contains(line, " schrieb ")
		}
	}
	return false
}

// maxFooter is the longest line taken for a footer, in characters.
const maxFooter = 160

// footers are how lines begin that programs append, in lower case.
var footers = []string{
	"sent from my ", "sent from outlook", "sent via ", "sent from yahoo", "sent using ", "get outlook for ", "von meinem ", "gesendet von ", "envoyé de mon ", "envoyé depuis ",
	"enviado desde mi ", "enviado do meu ", "enviado a partir do ", "inviato da ", "verstuurd vanaf ", "отправлено с ", "отправлено из ", "发自我的", "發自我的", "从我的iphone发送", "从我的 iphone 发送",
	"iphoneから送信", "나의 iphone에서 보냄", "dikirim dari ", "ส่งจาก iphone", "iphone'umdan gönderildi",
	"to unsubscribe", "unsubscribe here", "click here to unsubscribe", "view this email in your browser", "continue reading", "read more at ", "展开全文", "收起全文", "阅读全文", "查看全文",
}

func isFooter(line string) bool {
	line = strings.TrimSpace(line)
	if line == "" || !footerFirstByte[line[0]] || len(line) > maxFooter*utf8.UTFMax || utf8.RuneCountInString(line) > maxFooter {
		return false
	}
	lower := strings.ToLower(line)
	for _, a := range footers {
		if !strings.HasPrefix(lower, a) {
			continue
		}
		// "Von meinem Balkon sieht man ..." is no footer.
		if strings.HasPrefix(a, "von ") || strings.HasPrefix(a, "gesendet von ") {
			return strings.HasSuffix(lower, " gesendet") || strings.HasPrefix(a, "gesendet") && len(lower) < 60
		}
		return len(strings.Fields(lower)) <= 9
	}
	return strings.HasPrefix(lower, fromFeed) && strings.Contains(lower, " appeared first on ") ||
		strings.HasPrefix(lower, fromReddit) && strings.HasSuffix(lower, "[comments]")
}

// fromFeed and fromReddit are how the footers of WordPress feeds and of Reddit's
// feeds begin.
const (
	fromFeed   = "the post "
	fromReddit = "submitted by "
)

// footerFirstByte marks the first bytes of all footers, in either case.
var footerFirstByte = func() (first [256]bool) {
	for _, a := range append([]string{fromFeed, fromReddit}, footers...) {
		first[a[0]], first[strings.ToUpper(a)[0]] = true, true
	}
	return first
}()

// maxSignature is the longest text after "--", in bytes, that is taken for a
// signature.
const maxSignature = 400

// isCutoff reports whether the author's own text ends before a line.
func isCutoff(line, after string) bool {
	line = strings.TrimRight(line, "\r")
	if (line == "-- " || line == "--") && len(after) <= maxSignature && strings.TrimSpace(after) != "" {
		return true
	}
	line = query.CutText(strings.TrimSpace(line), maxAttribution)
	return strings.HasPrefix(line, "-----Original Message-----") || strings.HasPrefix(line, "-------- Original Message") ||
		strings.HasPrefix(line, "---------- Forwarded message")
}
