package spec

import (
	"net/url"

	"github.com/tidwall/gjson"

	"earshot/crawler"
	"earshot/crawler/lenient"
)

// jsonNode is a JSON document or a value in one.
type jsonNode struct {
	lenient.Node
	at *url.URL
}

func (n jsonNode) base() *url.URL { return n.at }

func (n jsonNode) pick(s Selector) []string {
	r := n.Result.Get(s.JSON)
	if r.IsArray() {
		var values []string
		r.ForEach(func(_, e gjson.Result) bool {
			if e.Type != gjson.Null && !e.IsObject() && !e.IsArray() {
				values = append(values, e.String())
			}
			return len(values) < lenient.MaxElements // odd names that there are more
		})
		return values
	}
	if !r.Exists() || r.Type == gjson.Null || r.IsObject() {
		return nil
	}
	return []string{r.String()}
}

// odd names what a selector finds that is no value: an object, or the lists and
// objects among the elements of a list.
func (n jsonNode) odd(s Selector) {
	found := n.Get(s.JSON)
	if found.IsObject() {
		found.Fault("is an object")
		return
	}
	if !found.IsArray() {
		return
	}
	for _, e := range found.Array() {
		if e.IsObject() || e.IsArray() {
			e.Fault("is " + e.Kind())
		}
	}
}

func (n jsonNode) each(s Selector) ([]node, bool) {
	r := n.Get(s.JSON)
	if !r.IsArray() {
		// Some services send a list of one as the one.
		if r.IsObject() {
			return []node{jsonNode{r, n.at}}, true
		}
		// Others send null for an empty list.
		return nil, r.IsNull()
	}
	var parts []node
	for _, e := range r.Array() {
		parts = append(parts, jsonNode{e, n.at})
	}
	return parts, true
}

// noteDocument notes on a page what could not be read of its document so far.
func noteDocument(page *crawler.Page, doc node) {
	switch root := doc.(type) {
	case jsonNode:
		page.Unread = append(page.Unread, root.Unread()...)
	case htmlNode:
		page.NoteLetters(root.letters)
	}
}
