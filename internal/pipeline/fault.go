package pipeline

import (
	"regexp"
	"strings"
)

// faultLength bounds the kind of a fault, in characters.
const faultLength = 160

// FaultKind is what is alike in faults of many messages, by which a log has a line for all of
// them: without the addresses, which differ, and short.
func FaultKind(fault string) string {
	kind := strings.Join(strings.Fields(addresses.ReplaceAllString(fault, "...")), " ")
	if runes := []rune(kind); len(runes) > faultLength {
		kind = string(runes[:faultLength]) + "..."
	}
	return kind
}

// addresses are web addresses, those of computers, and quoted texts.
var addresses = regexp.MustCompile(`[a-zA-Z][a-zA-Z0-9+.-]*://\S+|"[^"]*"|\[?[0-9a-fA-F:.]*[:.][0-9a-fA-F:.]*\]?:\d+|\b\d{1,3}(\.\d{1,3}){3}\b`)
