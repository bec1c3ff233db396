package spec_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler/spec"
)

func TestUnfinishedPlacesAreNamed(t *testing.T) {
	file, faults := spec.Read([]byte(strings.Replace(smallest, "text: {json: text}", "text: {json: CHANGE_ME}, title: {value: 'a/CHANGE_ME'}", 1)))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	var got []string
	for _, f := range file.Unfinished() {
		got = append(got, f.Key)
	}
	if diff := cmp.Diff([]string{"fields.text.json", "fields.title.value"}, got); diff != "" {
		t.Error(diff)
	}
	whole, _ := spec.Read([]byte(smallest + "# CHANGE_ME in a comment\n"))
	if left := whole.Unfinished(); len(left) > 0 {
		t.Errorf("a finished file holds %v", left)
	}
}

// TestPathsHoldTheirOwnLanesValue: a lane that takes over a request of the file
// whose path holds another list's value would ask for an address with a hole.
func TestPathsHoldTheirOwnLanesValue(t *testing.T) {
	const lanes = "lanes: [{name: board, from: tags}, {name: member, from: accounts}]\n"
	file := strings.Replace(smallest, "lanes: [{name: server, from: server}]\n", lanes, 1)
	file = strings.Replace(file, "path: /posts", "path: '/boards/{tag}'", 1)
	if file == smallest || !strings.Contains(file, "{tag}") || !strings.Contains(file, lanes) {
		t.Fatalf("the file has another form:\n%s", file)
	}
	_, faults := spec.Read([]byte(file))
	if len(faults) != 1 || !strings.Contains(faults[0].Says, "the lane member reads accounts, so that {tag} has no value in its path") {
		t.Errorf("faults %v", faults)
	}
}

func TestPicturesThatAreNotFoundAreNoted(t *testing.T) {
	const body = `[{"id":1,"text":"x","at":"2026-11-01T00:00:00Z","pics":[{"src":"/1.jpg"}]}]`
	fields := func(images string) string {
		return strings.Replace(smallest, "fields: {", "images: true\nfields: {"+images, 1)
	}
	for _, tc := range []struct{ name, file, want string }{
		{"no rule", fields(""), "images: is true, and no field reads pictures"},
		{"wrong list", fields("images: [{each: {json: picks}, url: {json: src}}], "), "fields.images[0]: yields no picture in any of 1 items"},
		{"wrong address", fields("images: [{each: {json: pics}, url: {json: url}}], "), "fields.images[0]: yields no picture in any of 1 items"},
		{"right", fields("images: [{each: {json: pics}, url: {json: src}}], "), ""},
	} {
		var notes []string
		for _, n := range explain(t, tc.file, body).Unused {
			notes = append(notes, n.String())
		}
		if told := strings.Join(notes, "\n"); tc.want == "" && told != "" || !strings.Contains(told, tc.want) {
			t.Errorf("%s: %q is not in %q", tc.name, tc.want, told)
		}
	}
}
