package feed

import (
	"fmt"
	"strings"

	"earshot/crawler"
	"earshot/internal/social"
)

// maxRepairs is how many broken entries are cut out of one feed before the
// feed as a whole counts as broken.
const maxRepairs = 50

// maxScanned limits how much is scanned in repeated searches for broken
// entries, in bytes.
const maxScanned = 64 << 20

// read reads a feed. Entries that break the document's syntax are cut out and
// reported, so that one broken entry does not lose the others. ended is false
// for a document that was cut off.
func read(body string) (doc document, skipped []crawler.Skip, ended bool, err error) {
	k := kindOf(body)
	switch k {
	case kindJSON:
		doc, err := parse(k, body)
		if err == nil && doc.cut != nil {
			skipped = append(skipped, crawler.Skip{Where: fmt.Sprintf("all after entry %d", len(doc.entries)), Err: doc.cut})
		}
		return doc, skipped, doc.cut == nil, err
	case kindRSS, kindAtom:
	default:
		return document{}, nil, true, social.Errorf(social.CodeBroken, "neither RSS nor Atom nor JSON Feed; it begins with %.40q", strings.TrimSpace(body))
	}
	body = escapeStray(fixBase(body))
	ended = true
	for scanned := len(body); ; scanned += len(body) {
		fault := scan(body)
		if fault == nil {
			break
		}
		if !fault.curable || len(skipped) == maxRepairs || scanned > maxScanned {
			return document{}, nil, true, fault.err
		}
		ended = ended && !fault.cut
		skipped = append(skipped, crawler.Skip{Where: fmt.Sprintf("entry at line %d", fault.line), Err: fault.err})
		body = body[:fault.from] + fault.with + body[fault.to:]
	}
	body, unread := balance(body)
	doc, err = parse(k, body)
	doc.unread = append(unread, doc.unread...)
	return doc, skipped, ended, err
}
