package normal

import (
	"strings"
	"unicode/utf8"

	"earshot/internal/social"
)

// Clean returns text without the lines its author did not write for this post:
// quoted replies and the line that introduces them, what a mail program or a
// feed appends, a signature behind "--". A text of nothing else is returned as
// it is, since then those lines are what was said. Time is linear.
func Clean(text string) string {
	if !mayHoldRefuse(text) {
		return text
	}
	var b strings.Builder
	for rest := text; rest != ""; {
		line, after, more := strings.Cut(rest, "\n")
		if isCutLine(line, after) {
			break
		}
		if !isQuote(line) && !isAttribution(line) && !isAppended(line) {
			b.WriteString(line)
			if more {
				b.WriteByte('\n')
			}
		}
		rest = after
	}
	if cleaned := strings.TrimSpace(b.String()); cleaned != "" {
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
	if len(line) > maxAttribution {
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
	if line == "" || len(line) > maxAppended*utf8.UTFMax || utf8.RuneCountInString(line) > maxAppended {
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
	return strings.HasPrefix(lower, "the post ") && strings.Contains(lower, " appeared first on ") || // WordPress feeds
		strings.HasPrefix(lower, "submitted by ") && strings.HasSuffix(lower, "[comments]") // Reddit feeds
}

// maxSignature is how long what stands behind "--" may be, in bytes, and still
// be a signature.
const maxSignature = 400

// isCutLine tells the line after which nothing is the author's own.
func isCutLine(line, after string) bool {
	line = strings.TrimRight(line, "\r")
	if (line == "-- " || line == "--") && len(after) <= maxSignature && strings.TrimSpace(after) != "" {
		return true
	}
	line = social.CutText(strings.TrimSpace(line), maxAttribution)
	return strings.HasPrefix(line, "-----Original Message-----") || strings.HasPrefix(line, "-------- Original Message") ||
		strings.HasPrefix(line, "---------- Forwarded message")
}
