package importer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/importer"
	"earshot/internal/social"
)

// plain is how the columns of the tests below are read.
var plain = map[string]string{"id": "id", "when": "created_at", "author": "author", "text": "text", "url": "url"}

// TestRoundedIdentifiers: no two records become one because a program rounded
// what tells them apart.
func TestRoundedIdentifiers(t *testing.T) {
	const header = "id,when,author,text,url\n"
	for name, test := range map[string]struct {
		file    string
		ids     []string
		skipped int64
	}{
		"all by a spreadsheet": {header + "1890000000000000000,2026-05-04,ana,one,\n1890000000000000000,2026-05-04,bo,two,\n", nil, 2},
		"some by a spreadsheet": {
			header + strings.Repeat("1890000000000000000,2026-05-04,ana,one,\n", 4) + "1890000000000000123,2026-05-04,bo,two,\n", []string{"1890000000000000123"}, 4,
		},
		"two of one time": {
			header + "1890000000000000123,2026-05-04,bo,zero,\n1890000000000000000,2026-05-04,ana,one,\n1890000000000000000,2026-05-04,ana,two,\n",
			[]string{"1890000000000000123", "1890000000000000000"}, 1,
		},
		"by JavaScript":           {`{"id":1890000000000000300,"when":"2026-05-04","text":"one"}` + "\n" + `{"id":1890000000000000800,"when":"2026-05-04","text":"two"}` + "\n" + `{"id":"1890000000000001500","when":"2026-05-04","text":"three"}`, nil, 3},
		"by LibreOffice":          {header + "7.9155723368987E+017,2026-05-04,ana,one,\n7.9155723368987E+017,2026-05-04,ana,two,https://x.com/ana/status/791557233689870338\n", []string{"791557233689870338"}, 1},
		"with an exponent":        {`{"id":1.8900000000000003e18,"when":"2026-05-04","text":"one"}`, nil, 1},
		"with a whole address":    {header + "1890000000000000300,2026-05-04,ana,one,https://x.com/ana/status/1890000000000000288\n", []string{"1890000000000000288"}, 0},
		"of another post":         {header + "1890000000000000999,2026-05-04,ana,one,https://forum.example/1\n", []string{"1890000000000000999"}, 0},
		"the end of a native one": {header + "abc12,2026-05-04,ana,one,https://www.reddit.com/r/coffee/comments/abc12/one/\n", []string{"t3_abc12"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := read(t, test.file, importer.Options{Name: "f", Map: plain})
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, p := range got.Posts {
				ids = append(ids, p.ID)
			}
			if diff := cmp.Diff(test.ids, ids); diff != "" || got.Summary.Skipped != test.skipped {
				t.Errorf("skipped %d (-want +got):\n%s%+v", got.Summary.Skipped, diff, got.Summary.Faults)
			}
		})
	}
}

// TestRedditOf4CAT: posts and comments have the names that crawled ones have, and
// what a post links to is not its address.
func TestRedditOf4CAT(t *testing.T) {
	got, err := read(t, "id,thread_id,timestamp,body,subject,author,subreddit,parent,score,url\n"+
		"abc12,abc12,2026-05-04 10:00:00,body,A title,ana,coffee,,5,https://news.example/1\n"+
		"abc34,abc12,2026-05-04 10:05:00,an answer,,bo,coffee,t3_abc12,1,\n", importer.Options{Name: "f"})
	if err != nil || len(got.Posts) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	type post struct{ ID, URL, Parent, Thread, Links string }
	var posts []post
	for _, p := range got.Posts {
		posts = append(posts, post{p.ID, p.URL, p.ParentID, p.ThreadID, strings.Join(p.Links, " ")})
	}
	want := []post{
		{"t3_abc12", "https://www.reddit.com/comments/abc12/", "", "", "https://news.example/1"},
		{"t1_abc34", "https://www.reddit.com/comments/abc12/_/abc34/", "t3_abc12", "t3_abc12", ""},
	}
	if diff := cmp.Diff(want, posts); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestALineThatIsTooLong is named as what it is, and costs no other line.
func TestALineThatIsTooLong(t *testing.T) {
	file := "id,when,text\n1,2026-05-04,\"" + strings.Repeat("x", 17<<20) + "\"\n2,2026-05-04,two\n"
	got, err := read(t, file, importer.Options{Name: "f", Map: map[string]string{"id": "id", "when": "created_at", "text": "text"}})
	want := []importer.Fault{{Where: "f:2", Why: "the line is longer than 16777216 bytes"}}
	if diff := cmp.Diff(want, got.Summary.Faults); err != nil || diff != "" || len(got.Posts) != 1 || got.Posts[0].Text != "two" {
		t.Errorf("%d posts, %v (-want +got):\n%s", len(got.Posts), err, diff)
	}
}

// TestOwnExportAfterASpreadsheet: posts of an own export that a spreadsheet saved
// again are still the same ones, by their keys.
func TestOwnExportAfterASpreadsheet(t *testing.T) {
	const header = "platform,id,url,author,text,created_at,label,brands,likes,images,key,title,declared_language,fetched_at\n"
	const row = ",,ana,one,2026-05-04T10:00:00Z,neutral,,,,forum/1890000000000000141,,en,2026-05-05T10:00:00Z\n"
	for _, id := range []string{"1890000000000000141", "1.89E+18", "1890000000000000000", "'1890000000000000141"} {
		got, err := read(t, header+"forum,"+id+row, importer.Options{Name: "f"})
		if err != nil || len(got.Posts) != 1 || got.Posts[0].ID != "1890000000000000141" {
			t.Errorf("%s: %+v, %v", id, got, err)
		}
	}
}

// TestColumnsInOneField reads a date and a time of columns of their own.
func TestColumnsInOneField(t *testing.T) {
	opts := importer.Options{Name: "f", Map: map[string]string{"{Day} {Clock}": "created_at", "text": "text", "https://forum.example/{no}": "url"}}
	for name, file := range map[string]string{
		"a table":       "Report,,,\nDay,Clock,text,no\n13/5/2026,3:05 PM,one,7\n",
		"lines of JSON": `{"Day":"13/5/2026","Clock":"3:05 PM","text":"one","no":7}`,
	} {
		got, err := read(t, file, opts)
		if err != nil || len(got.Posts) != 1 || got.Posts[0].CreatedAt.Format("2006-01-02 15:04") != "2026-05-13 15:05" || got.Posts[0].URL != "https://forum.example/7" {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if _, err := read(t, "Day,text,no\n13/5/2026,one,7\n", opts); err == nil || !strings.Contains(err.Error(), "columns that --map names: Clock;") {
		t.Error(err)
	}
}

// TestProtectedCells reads what people put around identifiers so that they stay as
// they are, and what programs put there.
func TestProtectedCells(t *testing.T) {
	for _, cell := range []string{
		"'1890000000000000141", `"=""1890000000000000141"""`, "=1890000000000000141", "‘1890000000000000141", "\u200e1890000000000000141",
		"1890000000000000141.0", `"1,890,000,000,000,000,141"`, "`1890000000000000141",
	} {
		got, err := read(t, "id,when,author,text,url\n"+cell+",2026-05-04,ana,one,\n", importer.Options{Name: "f", Map: plain})
		if err != nil || len(got.Posts) != 1 || got.Posts[0].ID != "1890000000000000141" {
			t.Errorf("%s: %+v, %v", cell, got.Posts, err)
		}
	}
}

// TestAuthorsAsCrawled: an author is the same one however a tool writes the handle.
func TestAuthorsAsCrawled(t *testing.T) {
	for author, test := range map[string]struct{ url, want string }{
		"@ana":                          {"https://x.com/ana/status/1890000000000000141", "ana"},
		"＠ana":                          {"https://www.instagram.com/p/Cx1/", "ana"},
		"https://x.com/ana":             {"x.com/ana/status/1890000000000000141", "ana"},
		"@ana@social.example":           {"https://social.example/@ana/1", "ana@social.example"},
		"u/ana":                         {"https://www.reddit.com/r/coffee/comments/abc12/one/", "ana"},
		"https://www.tiktok.com/@ana":   {"https://www.tiktok.com/@ana/video/7301234567890123451", "ana"},
		"https://t.me/ana":              {"https://t.me/ana/12", "ana"},
		"https://forum.example/members": {"https://forum.example/1", "https://forum.example/members"},
		"@ the office":                  {"https://forum.example/1", "@ the office"},
	} {
		got, err := read(t, "id,when,author,text,url\n,2026-05-04,"+author+",one,"+test.url+"\n", importer.Options{Name: "f", Map: plain})
		if err != nil || len(got.Posts) != 1 || got.Posts[0].Author.Handle != test.want {
			t.Errorf("%s: %+v, %v", author, got.Posts, err)
		}
	}
}

// TestEmptyCells: empty rows and cells are no faults, and an empty column does not
// take the place of a filled one of its name.
func TestEmptyCells(t *testing.T) {
	file := "id,,when,author,text,text,url,,\n1,x,2026-05-04,ana,one,,,,\n2,,2026-05-04,ana,,two,,,,,\n,,,,,,,,\n\"\",\"\"\n \t,\n\x00\x00\n3,,2026-05-04,ana,three,four,,,\n"
	got, err := read(t, file, importer.Options{Name: "f", Map: plain})
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, p := range got.Posts {
		texts = append(texts, p.Text)
	}
	if diff := cmp.Diff([]string{"one", "two", "three"}, texts); diff != "" || got.Summary.Records != 3 {
		t.Errorf("%d records (-want +got):\n%s%+v", got.Summary.Records, diff, got.Summary.Faults)
	}
}

// TestWhatIsSaidComesBack: recordings and the platform's transcripts are read from an own
// export, and not what a model heard or what cannot be told from that.
func TestWhatIsSaidComesBack(t *testing.T) {
	const header = "platform,id,url,author,text,created_at,label,brands,likes,images,key,title,declared_language,fetched_at,transcript,transcript_from,recordings\n"
	const row = "feed,1,,ana,one,2026-05-04T10:00:00Z,neutral,,,,feed/1,,en,2026-05-05T10:00:00Z,we drink it,"
	for origin, want := range map[string]social.TranscriptFrom{
		"": social.TranscriptPlatform, "people": social.TranscriptPeople, "automatic": social.TranscriptAutomatic,
		"tiny at http://127.0.0.1/v1": "", "people; tiny at http://127.0.0.1/v1": "",
	} {
		got, err := read(t, header+row+origin+",https://pod.example/1.mp3; https://pod.example/2\n", importer.Options{Name: "f"})
		if err != nil || len(got.Posts) != 1 {
			t.Fatalf("%s: %+v, %v", origin, got, err)
		}
		p := got.Posts[0]
		recordings := []social.Recording{{URL: "https://pod.example/1.mp3", Type: "audio/mpeg"}, {URL: "https://pod.example/2"}}
		if p.TranscriptFrom != want || (p.Transcript == "we drink it") != (want != "") || !slices.Equal(p.Recordings, recordings) {
			t.Errorf("%q: said %q from %q, recordings %+v", origin, p.Transcript, p.TranscriptFrom, p.Recordings)
		}
	}
}
