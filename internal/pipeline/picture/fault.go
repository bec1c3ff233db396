package picture

import (
	"regexp"
	"strings"
)

// faultLength bounds the kind of a fault, in characters.
const faultLength = 100

// faultKind is what is alike in faults of many pictures: without the addresses, which
// differ, and short. The whole fault is stored with the picture.
func faultKind(fault string) string {
	kind := strings.Join(strings.Fields(addresses.ReplaceAllString(fault, "...")), " ")
	if runes := []rune(kind); len(runes) > faultLength {
		kind = string(runes[:faultLength]) + "..."
	}
	return kind
}

// addresses are web addresses, those of computers, and quoted texts.
var addresses = regexp.MustCompile(`[a-zA-Z][a-zA-Z0-9+.-]*://\S+|"[^"]*"|\[?[0-9a-fA-F:.]*[:.][0-9a-fA-F:.]*\]?:\d+|\b\d{1,3}(\.\d{1,3}){3}\b`)
