package normalize

import (
	"strings"
	"unicode/utf8"

	"earshot/internal/query"
)

// Clean returns text without the lines its author did not write for this post:
// quoted replies and the line that introduces them, what a mail program or a
// feed appends, a signature behind "--". A text of nothing else is returned as
// it is, since then those lines are what was said. Time is linear.
func Clean(text string) string {
	if !mayHoldRefuse(text) {
		return text
	}
	var b strings.Builder // what was kept before a line that was not
	from, end := 0, len(text)
	for at := 0; at < len(text); {
		line, after, more := strings.Cut(text[at:], "\n")
		if isCutLine(line, after) {
			end = at
			break
		}
		next := at + len(line)
		if more {
			next++
		}
		if isQuote(line) || isAttribution(line) || isAppended(line) {
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

// mayHoldRefuse is a quick look that lets most posts pass untouched.
func mayHoldRefuse(text string) bool {
	return strings.ContainsRune(text, '\n') || isAppended(text)
}

// isQuote tells a line quoted from another post; ">_<" and ">:(" are faces.
func isQuote(line string) bool {
	line = strings.TrimLeft(line, " \t")
	return strings.HasPrefix(line, "> ") || strings.HasPrefix(line, ">>") || line == ">"
}

// maxAttribution is the longest line that introduces a quote, in bytes.
const maxAttribution = 240

// attributions are how such lines begin and end, by language.
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

// maxAppended is the longest line taken for an appendix, in characters.
const maxAppended = 160

// appended are beginnings, in lower case, of lines that programs append.
var appended = []string{
	"sent from my ", "sent from outlook", "sent via ", "sent from yahoo", "sent using ", "get outlook for ", "von meinem ", "gesendet von ", "envoyé de mon ", "envoyé depuis ",
	"enviado desde mi ", "enviado do meu ", "enviado a partir do ", "inviato da ", "verstuurd vanaf ", "отправлено с ", "отправлено из ", "发自我的", "發自我的", "从我的iphone发送", "从我的 iphone 发送",
	"iphoneから送信", "나의 iphone에서 보냄", "dikirim dari ", "ส่งจาก iphone", "iphone'umdan gönderildi",
	"to unsubscribe", "unsubscribe here", "click here to unsubscribe", "view this email in your browser", "continue reading", "read more at ", "展开全文", "收起全文", "阅读全文", "查看全文",
}

func isAppended(line string) bool {
	line = strings.TrimSpace(line)
	if line == "" || !beginsAppended[line[0]] || len(line) > maxAppended*utf8.UTFMax || utf8.RuneCountInString(line) > maxAppended {
		return false
	}
	lower := strings.ToLower(line)
	for _, a := range appended {
		if !strings.HasPrefix(lower, a) {
			continue
		}
		// "Von meinem Balkon sieht man ..." is no appendix.
		if strings.HasPrefix(a, "von ") || strings.HasPrefix(a, "gesendet von ") {
			return strings.HasSuffix(lower, " gesendet") || strings.HasPrefix(a, "gesendet") && len(lower) < 60
		}
		return len(strings.Fields(lower)) <= 9
	}
	return strings.HasPrefix(lower, fromFeed) && strings.Contains(lower, " appeared first on ") ||
		strings.HasPrefix(lower, fromReddit) && strings.HasSuffix(lower, "[comments]")
}

// fromFeed and fromReddit begin what WordPress feeds and Reddit's append.
const (
	fromFeed   = "the post "
	fromReddit = "submitted by "
)

// beginsAppended holds the first byte of all these, in either case.
var beginsAppended = func() (first [256]bool) {
	for _, a := range append([]string{fromFeed, fromReddit}, appended...) {
		first[a[0]], first[strings.ToUpper(a)[0]] = true, true
	}
	return first
}()

// maxSignature is how long what stands behind "--" may be, in bytes, and still
// be a signature.
const maxSignature = 400

// isCutLine tells the line after which nothing is the author's own.
func isCutLine(line, after string) bool {
	line = strings.TrimRight(line, "\r")
	if (line == "-- " || line == "--") && len(after) <= maxSignature && strings.TrimSpace(after) != "" {
		return true
	}
	line = query.CutText(strings.TrimSpace(line), maxAttribution)
	return strings.HasPrefix(line, "-----Original Message-----") || strings.HasPrefix(line, "-------- Original Message") ||
		strings.HasPrefix(line, "---------- Forwarded message")
}
