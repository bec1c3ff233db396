package llm

import "strings"

// ExtractJSON removes what models put around the JSON they were asked for: a
// <think> section before it, a code fence.
func ExtractJSON(answer string) string {
	answer = strings.TrimSpace(answer)
	if strings.HasPrefix(answer, "<think>") {
		if _, after, ok := strings.Cut(answer, "</think>"); ok {
			answer = strings.TrimSpace(after)
		}
	}
	if rest, ok := strings.CutPrefix(answer, "```"); ok {
		rest = strings.TrimPrefix(rest, "json")
		answer = strings.TrimSuffix(strings.TrimSpace(rest), "```")
	}
	return answer
}
