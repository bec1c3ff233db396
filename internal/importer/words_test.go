package importer_test

import (
	"encoding/json"
	"testing"

	"earshot/internal/importer"
)

// TestWords: texts of X and Reddit lose the one escaping of their platform, and
// what is shown below a post stands below its text.
func TestWords(t *testing.T) {
	type object = map[string]any
	value := func(key, s string) object { return object{"key": key, "value": object{"string_value": s}} }
	x := func(text string, more object) string {
		legacy := object{"full_text": text, "created_at": "Mon May 04 10:00:00 +0000 2026", "id_str": "1003"}
		data := object{"rest_id": "1003", "legacy": legacy, "core": object{"user_results": object{"result": object{"core": object{"screen_name": "ana_b"}}}}}
		for k, v := range more {
			data[k] = v
		}
		line, err := json.Marshal(object{"item_id": "1003", "source_platform": "x.com", "timestamp_collected": 1779000000000, "data": data})
		if err != nil {
			t.Fatal(err)
		}
		return string(line) + "\n"
	}
	csv := "id,url,created_at,text\n"
	for _, c := range []struct{ file, want string }{
		{x("Northwind R&amp;D &gt; everyone else", nil), "Northwind R&D > everyone else"},
		{x("In HTML an ampersand is &amp;amp;", nil), "In HTML an ampersand is &amp;"},
		{x("Which?", object{"card": object{"legacy": object{"binding_values": []object{value("choice1_label", "Small"), value("choice2_label", "R&amp;D cup")}}}}), "Which?\n\nSmall\nR&D cup"},
		{x("Read", object{"card": object{"legacy": object{"binding_values": []object{value("title", "Northwind opens"), value("description", "In Graz")}}}}), "Read\n\nNorthwind opens\nIn Graz"},
		{x("Look", object{"quoted_status_result": object{"result": object{"legacy": object{"full_text": "Northwind &lt;3"}}}}), "Look\n\nNorthwind <3"},
		{csv + "1,https://x.com/ana/status/1990000000000000001,2026-05-04T10:00:00Z,Northwind R&amp;D\n", "Northwind R&D"},
		{csv + "1,https://forum.example/1,2026-05-04T10:00:00Z,Northwind R&amp;D &amp; more\n", "Northwind R&D &amp; more"},
	} {
		opts := importer.Options{Name: "posts.ndjson"}
		if c.file[0] != '{' {
			opts = importer.Options{Name: "posts.csv", Map: map[string]string{"id": "id", "url": "url", "created_at": "created_at", "text": "text"}}
		}
		got, err := read(t, c.file, opts)
		if err != nil || len(got.Posts) != 1 {
			t.Errorf("%s: %v, %+v", c.file, err, got)
			continue
		}
		if got.Posts[0].Text != c.want {
			t.Errorf("%s: %q, want %q", c.file, got.Posts[0].Text, c.want)
		}
	}
}
