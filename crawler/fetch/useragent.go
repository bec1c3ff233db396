package fetch

import "strings"

// productToken is the name by which robots.txt addresses Earshot.
const productToken = "Earshot"

// userAgent writes the User-Agent: name, version, and whom to contact (RFC 9110,
// 10.1.5). Characters that would end the comment are removed from contact.
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
