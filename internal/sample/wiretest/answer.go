package wiretest

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// answer sends v as JSON.
func answer(w http.ResponseWriter, v any) { answerWith(w, http.StatusOK, v) }

// answerWith sends v as JSON under a status.
func answerWith(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	// A client that went away is its own affair.
	_ = json.NewEncoder(w).Encode(v)
}

// object is a JSON object.
type object = map[string]any

// number is a parameter of the address, or usual.
func number(r *http.Request, name string, usual int) int {
	n, err := strconv.Atoi(r.URL.Query().Get(name))
	if err != nil || n < 0 {
		return usual
	}
	return n
}

// part is the items from start on, size at most.
func (s *site) part(start, size int) []item { return part(s.items, start, size) }

// part is the items from start on, size at most.
func part(items []item, start, size int) []item {
	if start >= len(items) || start < 0 {
		return nil
	}
	return items[start:min(start+size, len(items))]
}

// only are the items that are wanted.
func only(items []item, wanted func(item) bool) []item {
	return slices.DeleteFunc(slices.Clone(items), func(i item) bool { return !wanted(i) })
}

// answers are what answers the item n, oldest first.
func (s *site) answers(n int) []item {
	var under []item
	for _, i := range slices.Backward(s.items) {
		if i.under == n {
			under = append(under, i)
		}
	}
	return under
}

// find is the item n.
func (s *site) find(n int) (item, bool) {
	for _, i := range s.items {
		if i.n == n {
			return i, true
		}
	}
	return item{}, false
}

// next names the next page in the Link header: the address asked for, with
// another value of the parameter.
func (s *site) next(w http.ResponseWriter, r *http.Request, name, value string) {
	q := r.URL.Query()
	q.Set(name, value)
	w.Header().Set("Link", fmt.Sprintf(`<%s%s?%s>; rel="next"`, s.base, r.URL.Path, q.Encode()))
}

// unchanged answers that nothing was written after at, where the request asks so.
func unchanged(w http.ResponseWriter, r *http.Request, at time.Time) bool {
	stamp := at.UTC().Format(http.TimeFormat)
	w.Header().Set("Last-Modified", stamp)
	if r.Header.Get("If-Modified-Since") == stamp {
		w.WriteHeader(http.StatusNotModified)
		return true
	}
	return false
}

// each makes an object of every item.
func each(items []item, do func(item) object) []object {
	out := make([]object, 0, len(items))
	for _, i := range items {
		out = append(out, do(i))
	}
	return out
}

// markedUp is a text as HTML.
func markedUp(text string) string { return "<p>" + html.EscapeString(text) + "</p>" }
