package importer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/importer"
)

// xItem is an item of X as Zeeschuimer collects it, with what comes after its text.
func xItem(id, author, text, more string) string {
	user := `{}`
	if author != "" {
		user = `{"result":{"core":{"screen_name":"` + author + `"}}}`
	}
	return `{"rest_id":"` + id + `","core":{"user_results":` + user + `},"legacy":{"full_text":"` + text + `","created_at":"Wed Nov 18 10:00:00 +0000 2026"` + more + `}}`
}

// TestWhoseIsWhat: a retweet has the words of its original in full, a tweet without its user is of the
// one in the address of its own pictures.
func TestWhoseIsWhat(t *testing.T) {
	envelope := func(item string) string {
		return `{"source_platform":"x.com","timestamp_collected":1795082400000,"data":` + item + "}\n"
	}
	const whole = "Northwind had a queue around the block and all of it was cheerful"
	media := func(address string) string {
		return `,"extended_entities":{"media":[{"media_url_https":"https://pbs.example/1.jpg","expanded_url":"` + address + `"}]}`
	}
	file := envelope(xItem("1", "ana", whole, "")) +
		envelope(xItem("2", "bo", "RT @ana: Northwind had a queue …", `,"retweeted_status_result":{"result":`+xItem("1", "ana", whole, "")+"}")) +
		envelope(xItem("3", "bo", "RT @uma: Northwind …", `,"retweeted_status_result":{"result":{"tweet":`+xItem("9", "uma", "Northwind is closed", "")+"}}")) +
		envelope(xItem("4", "", "A Northwind cup", media("https://x.com/cleo/status/4/photo/1"))) +
		envelope(xItem("5", "", "A Northwind cup again", media("https://x.com/cleo/status/4/photo/1")))
	got, err := read(t, file, importer.Options{Name: "f"})
	if err != nil {
		t.Fatal(err)
	}
	type post struct {
		ID, Author, Text, URL string
		Original              string
	}
	var posts []post
	for _, p := range got.Posts {
		posts = append(posts, post{p.ID, p.Author.Handle, p.Text, p.URL, p.RepostOf})
	}
	want := []post{
		{"1", "ana", whole, "https://x.com/ana/status/1", ""}, {"2", "bo", whole, "https://x.com/bo/status/2", "1"},
		{"3", "bo", "Northwind is closed", "https://x.com/bo/status/3", "9"}, {"4", "cleo", "A Northwind cup", "https://x.com/cleo/status/4", ""},
		{"5", "", "A Northwind cup again", "https://x.com/i/status/5", ""},
	}
	if diff := cmp.Diff(want, posts); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestDamagedIdentifiers: what a spreadsheet did to identifiers is found out, and
// they are those of the addresses, or the records are refused by name.
func TestDamagedIdentifiers(t *testing.T) {
	const douyin = "aweme_id,title,desc,create_time,aweme_url\n"
	const row = ",Northwind %,Northwind %,179500000%,https://www.douyin.com/video/730123456789012345%\n"
	rows := func(header, row string, ids ...string) string {
		var all strings.Builder
		all.WriteString(header)
		for i, id := range ids {
			all.WriteString(id + strings.ReplaceAll(row, "%", string(rune('0'+i))))
		}
		return all.String()
	}
	columns := map[string]string{"id": "id", "time": "created_at", "text": "text"}
	const plain, plainRow = "id,time,text\n", ",2026-11-18 10:0%,Northwind %\n"
	for _, tc := range []struct {
		name, file string
		columns    map[string]string
		ids        []string
		faults     []string
	}{
		{"short, with addresses", rows(douyin, row, "7.30123E+18", "7.30123E+18", "7.30123E+18"), nil, []string{"7301234567890123450", "7301234567890123451", "7301234567890123452"}, nil},
		{"rounded, with addresses", rows(douyin, row, "7301234567890120000", "7301234567890120000"), nil, []string{"7301234567890123450", "7301234567890123451"}, nil},
		{"short, without", rows(plain, plainRow, "7.30123E+18", "7.30123E+18"), columns, nil, []string{
			"f:2: a spreadsheet cut its identifier short, \"7.30123E+18\", and its address does not hold it", "f:3: a spreadsheet cut its identifier short, \"7.30123E+18\", and its address does not hold it",
		}},
		{"rounded, without", rows(plain, plainRow, "7301234567890120000"), columns, nil, []string{
			"f:2: a spreadsheet replaced the last digits of its identifier by zeros, \"7301234567890120000\", and its address does not hold it",
		}},
		{"zeros of its own", rows(plain, plainRow, "7301234567890123451", "7301234567890120000"), columns, []string{"7301234567890123451", "7301234567890120000"}, nil},
		{"one for several", rows(plain, plainRow, "7", "7", "8"), columns, []string{"7", "8"}, []string{`f:3: its identifier "7" is that of another record, with another time and text`}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := read(t, tc.file, importer.Options{Name: "f", Map: tc.columns})
			if err != nil {
				t.Fatal(err)
			}
			var ids, faults []string
			for _, p := range got.Posts {
				ids = append(ids, p.ID)
			}
			for _, f := range got.Summary.Faults {
				faults = append(faults, f.Where+": "+f.Why)
			}
			if diff := cmp.Diff(tc.ids, ids) + cmp.Diff(tc.faults, faults); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestPostsOfOneAddress: posts of a thread that share its address stay apart.
func TestPostsOfOneAddress(t *testing.T) {
	const file = "url,time,text\nhttps://forum.example/t/1,2026-11-18 10:00,first\nhttps://forum.example/t/1,2026-11-18 11:00,second\nhttps://forum.example/t/1,2026-11-18 10:00,first\n"
	got, err := read(t, file, importer.Options{Name: "f", Map: map[string]string{"url": "url", "time": "created_at", "text": "text"}})
	if err != nil || len(got.Posts) != 2 || got.Summary.Repeated != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	if first, second := got.Posts[0], got.Posts[1]; first.ID == second.ID || !second.SharedURL {
		t.Errorf("ids %s and %s", first.ID, second.ID)
	}
}

// TestCommentsOfOneAddress: comments that are only known by the address of what
// they are about stay apart.
func TestCommentsOfOneAddress(t *testing.T) {
	const video = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
	const file = "url,time,text\n" + video + ",2026-11-18 10:00,first\n" + video + ",2026-11-18 11:00,second\n"
	got, err := read(t, file, importer.Options{Name: "f", Map: map[string]string{"url": "url", "time": "created_at", "text": "text"}})
	if err != nil || len(got.Posts) != 2 || got.Posts[0].ID != "dQw4w9WgXcQ" || !strings.HasPrefix(got.Posts[1].ID, "dQw4w9WgXcQ#sha256:") {
		t.Errorf("%+v, %v", got, err)
	}
}
