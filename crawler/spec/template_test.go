package spec

import (
	"net/url"
	"testing"
)

// FuzzExpand wants templates filled in as the expression for placeholders has it.
func FuzzExpand(f *testing.F) {
	for _, s := range []string{"", "{id}", "x{id}y{url}", "{a{id}", "{item.a.0}", "{id", "{}", "{Id}", "{id.}", "{.id}", "{id}}", "{{id}}", "{params.LANG}"} {
		f.Add(s)
	}
	v := values{"id": "7 &", "item.a.0": "{url}", "params.LANG": "de", "empty": ""}
	f.Fuzz(func(t *testing.T, template string) {
		whole := true
		want := placeholder.ReplaceAllStringFunc(template, func(m string) string {
			value := v[m[1:len(m)-1]]
			whole = whole && value != ""
			return url.QueryEscape(value)
		})
		if got, ok := v.expand(template, url.QueryEscape); got != want || ok != whole {
			t.Errorf("%q is filled in as %q, %v, want %q, %v", template, got, ok, want, whole)
		}
	})
}
