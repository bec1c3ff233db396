package lenient_test

import (
	"encoding/json"
	"strings"
	"testing"

	"earshot/crawler/lenient"
)

// TestRelated: resources stand where they are referred to, once and bounded.
func TestRelated(t *testing.T) {
	root, err := lenient.ParseText(`{"data":[{"type":"posts","id":"1","relationships":{"user":{"data":{"type":"users","id":"7"}},"tags":{"data":[{"type":"tags","id":"2"},{"type":"tags","id":"9"}]},"none":{"data":null},"odd":3}}],
		"included":[{"type":"users","id":7,"attributes":{"name":"Ana"},"relationships":{"posts":{"data":[{"type":"posts","id":"1"}]}}},{"type":"tags","id":"2","attributes":{"slug":"roast"}}]}`)
	if err != nil {
		t.Fatal(err)
	}
	root = root.Related("included")
	for path, want := range map[string]string{
		"data.0.relationships.user.data.attributes.name":               "Ana",
		"data.0.relationships.tags.data.0.attributes.slug":             "roast",
		"data.0.relationships.tags.data.1.id":                          "9",
		"data.0.relationships.user.data.relationships.posts.data.0.id": "1",
	} {
		if got := root.Get(path).String(); got != want {
			t.Errorf("%s is %q, want %q", path, got, want)
		}
	}
	single, err := lenient.ParseText(`{"data":{"type":"posts","id":"1","relationships":{"user":{"data":{"type":"users","id":"7"}}}},"included":[{"type":"users","id":"7","attributes":{"name":"Bo"}}]}`)
	if err != nil {
		t.Fatal(err)
	}
	if got := single.Related("included").Get("data.relationships.user.data.attributes.name").String(); got != "Bo" {
		t.Errorf("of a single resource: %q", got)
	}
}

func FuzzRelated(f *testing.F) {
	f.Add(`{"data":[{"relationships":{"a":{"data":{"type":"t","id":"1"}}}}],"included":[{"type":"t","id":"1"}]}`)
	f.Add(`{"data":{"relationships":[]},"included":{"id":1}}`)
	f.Add(`{"data":[` + strings.Repeat(`{"relationships":{"a":{"data":[{"id":1},{"id":1},{"id":1}]}}},`, 20) + `1],"included":[{"id":1,"x":"` + strings.Repeat("y", 500) + `"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		root, err := lenient.ParseText(text)
		if err != nil {
			return
		}
		got := root.Related("included")
		if !json.Valid([]byte(got.Raw)) {
			t.Fatalf("no JSON: %.200s", got.Raw)
		}
		if len(got.Raw) > 9*len(text)+64 {
			t.Fatalf("%d bytes of %d", len(got.Raw), len(text))
		}
	})
}
