package lenient_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler/lenient"
)

type item struct {
	ID     string            `json:"id"`
	Title  string            `json:"title"`
	Score  int64             `json:"score"`
	Rate   float64           `json:"rate"`
	Hidden bool              `json:"hidden"`
	Tags   []string          `json:"tags"`
	Author *author           `json:"author"`
	By     []author          `json:"by"`
	Extra  map[string]string `json:"extra"`
}

type author struct {
	Name string `json:"name"`
}

// TestDecode reads what can be read of each value, and names what cannot.
func TestDecode(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       item
		unread     string
	}{
		{"all well", `{"id":"1","title":"x","score":2,"rate":1.5,"hidden":true,"tags":["a"],"author":{"name":"Ana"},"by":[{"name":"Bo"}],"extra":{"k":"v"}}`,
			item{ID: "1", Title: "x", Score: 2, Rate: 1.5, Hidden: true, Tags: []string{"a"}, Author: &author{"Ana"}, By: []author{{"Bo"}}, Extra: map[string]string{"k": "v"}}, ""},
		{"other ways to write it", `{"id":7,"title":{"rendered":"x"},"score":"2","rate":"1.5","hidden":"true","tags":"a","author":[],"by":{"name":"Bo"},"extra":[]}`,
			item{ID: "7", Title: "x", Score: 2, Rate: 1.5, Hidden: true, Tags: []string{"a"}, By: []author{{"Bo"}}}, ""},
		{"nothing", `{"id":null,"title":false,"score":null,"rate":"","hidden":null,"tags":null,"author":null,"by":null,"extra":null}`, item{}, ""},
		{"odd one by one", `{"id":["1","2"],"title":{"a":1},"score":"many","rate":{},"hidden":"maybe","tags":["a",{"b":1},"c"],"author":"Ana","by":[7,{"name":"Bo"}],"extra":{"k":[1,2],"l":"w"}}`,
			item{Tags: []string{"a", "c"}, By: []author{{"Bo"}}, Extra: map[string]string{"l": "w"}},
			`id is a list; title is an object; score is no number: "many"; rate is no number; hidden is neither true nor false; tags[1] is an object; author is a text; by[0] is a number; extra.k is a list`},
	} {
		t.Run(c.name, func(t *testing.T) {
			root, err := lenient.Parse([]byte(c.body), "")
			if err != nil {
				t.Fatal(err)
			}
			var got item
			if !root.Decode(&got) {
				t.Fatal("it is no object")
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if said := unread(root); said != c.unread {
				t.Errorf("named %q, want %q", said, c.unread)
			}
		})
	}
}

func unread(root lenient.Node) string {
	var all []string
	for _, s := range root.Unread() {
		all = append(all, s.Where+" "+s.Err.Error())
	}
	return strings.Join(all, "; ")
}

// TestGet reads by paths, and names what stands in the way of one.
func TestGet(t *testing.T) {
	root, err := lenient.Parse([]byte("\xef\xbb\xbf"+`{"items":[{"likes":"odd","user":{"name":["Ana"]},"n":{"a":1}}],"list":"x"}`), "")
	if err != nil {
		t.Fatal(err)
	}
	one := root.Get("items").Array()[0]
	if n := one.Get("likes.count").Count(); n != nil {
		t.Errorf("a count of %d", *n)
	}
	if name := one.Get("user.name").String(); name != "Ana" {
		t.Errorf("a name of %q", name)
	}
	if s := one.Get("n").String() + one.Get("absent.at.all").String(); s != "" {
		t.Errorf("a text of %q", s)
	}
	root.Get("list").ForEach(func(_, _ lenient.Node) bool { t.Error("a text has elements"); return false })
	if said := unread(root); said != "items[0].likes is a text; items[0].n is an object; list is a text" {
		t.Errorf("named %q", said)
	}
}

// FuzzDecode never panics, whatever comes in.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"id":[[1]],"author":{"name":{"name":1}},"by":[[{}]]}`))
	f.Add([]byte(`{"id":1e999,"author":[null],"by":"x"}`))
	f.Add([]byte(`[{"id":{}},"\ud800"]`))
	f.Fuzz(func(t *testing.T, body []byte) {
		root, err := lenient.Parse(body, "")
		if err != nil {
			return
		}
		var got item
		root.Decode(&got)
		for _, s := range root.Unread() {
			if s.Where == "" && !root.IsObject() || s.Err == nil {
				t.Errorf("a fault without a place or reason: %+v", s)
			}
		}
	})
}
