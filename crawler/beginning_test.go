package crawler

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestCutJSONIsClosed(t *testing.T) {
	for cut, want := range map[string]string{
		`{"items":[{"a":1,"tags":["x","y"]},{"a":2,"tags":["x`: `{"items":[{"a":1,"tags":["x","y"]}]}`,
		`{"data":{"meta":["a"],"children":[{"t":"a,]\"}"},{"t`: `{"data":{"meta":["a"],"children":[{"t":"a,]\"}"}]}}`,
		`[{"a":1},{"a":2},`:                     `[{"a":1},{"a":2}]`,
		`[{"a":1`:                               `[]`,
		`{"posts":{"1":{"a":1},"2":{"a"`:        `{"posts":{"1":{"a":1}}}`,
		`{"a":1,"b":"half`:                      `{"a":1}`,
		"{\"a\":1}":                             "{\"a\":1}",
		"<rss><item>, [":                        "<rss><item>, [",
		`{"next":"p2","items":[{"a":1},{"a":"\`: `{"next":"p2","items":[{"a":1}]}`,
	} {
		if got := string(beginning([]byte(cut))); got != want {
			t.Errorf("%s\n is read as %s\n      want %s", cut, got, want)
		}
	}
}

// FuzzCutJSONIsClosed: whatever is cut of a document with items, what is left is JSON of
// its first items.
func FuzzCutJSONIsClosed(f *testing.F) {
	f.Add(`{"n":[1],"items":[{"id":1,"t":"a\"b"},{"id":2,"tags":[{}]},{"id":3}],"x":{}}`, 40)
	f.Add(`[{"a":"é\\"}]`, 6)
	f.Add(`"\ud800`, 3)
	f.Add("", 0)
	f.Fuzz(func(t *testing.T, whole string, at int) {
		if at < 0 || at > len(whole) || !json.Valid([]byte(whole)) || !strings.HasPrefix(whole, "{") && !strings.HasPrefix(whole, "[") {
			t.Skip()
		}
		if cut := whole[:at]; at > 0 && !json.Valid(beginning([]byte(cut))) {
			t.Errorf("%q is closed as %q", cut, beginning([]byte(cut)))
		}
	})
}
