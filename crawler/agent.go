package crawler

import "strings"

// productToken is the name Earshot goes by in robots.txt.
const productToken = "Earshot"

// userAgent is how the crawler introduces itself: who it is, which version, and
// whom to talk to about it (RFC 9110, 10.1.5). Characters that would end the
// comment are left out of contact.
func userAgent(version, contact string) string {
	if version == "" {
		version = "dev"
	}
	contact = strings.Map(func(c rune) rune {
		if c < ' ' || c > '~' || c == '(' || c == ')' {
			return -1
		}
		return c
	}, contact)
	if contact == "" {
		return productToken + "/" + version + " (social listening)"
	}
	return productToken + "/" + version + " (+" + contact + ")"
}
