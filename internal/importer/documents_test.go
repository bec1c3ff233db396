package importer_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/importer"
)

// TestShapesOfJSON reads the same two posts from JSON of many shapes.
func TestShapesOfJSON(t *testing.T) {
	const one, two = `{"id":"1","when":"2026-05-04","text":"one"}`, `{"id":"2","when":"2026-05-04","text":"two"}`
	pretty := strings.NewReplacer("{", "{\n  ", ",", ",\n  ", "}", "\n}")
	for name, file := range map[string]string{
		"lines":                  one + "\r\n" + two + "\r\n",
		"carriage returns":       one + "\r" + two + "\r",
		"a text sequence":        "\x1e" + one + "\n\x1e" + two + "\n",
		"over several lines":     pretty.Replace(one) + "\n" + pretty.Replace(two),
		"an answer":              `{"data":[` + one + "," + two + `],"meta":{}}`,
		"an answer over lines":   "{\n  \"items\": [\n" + pretty.Replace(one) + ",\n" + pretty.Replace(two) + "\n ]\n}\n",
		"an answer a line":       `{"posts":[` + one + `]}` + "\n" + `{"posts":[` + two + `]}` + "\n",
		"lists within an answer": `{"code":0,"data":{"list":[` + one + "," + two + `]}}`,
		"a mark and empty lines": "\ufeff" + one + "\n\n\n" + two,
	} {
		t.Run(name, func(t *testing.T) {
			got, err := read(t, file, importer.Options{Name: "f", Map: map[string]string{"id": "id", "when": "created_at", "text": "text"}})
			if err != nil {
				t.Fatal(err)
			}
			var texts []string
			for _, p := range got.Posts {
				texts = append(texts, p.Text)
			}
			if diff := cmp.Diff([]string{"one", "two"}, texts); diff != "" || got.Summary.Skipped != 0 || got.Summary.Records != 2 {
				t.Errorf("(-want +got):\n%s%+v", diff, got.Summary)
			}
		})
	}
}

// TestCollectors reads a record of each collector that writes one kind of file.
func TestCollectors(t *testing.T) {
	type post struct{ Format, Platform, ID, Author, Text, Original string }
	const day = `"2026-05-04T10:00:00.000Z"`
	x := func(id, author string) string {
		return `"id_str":"` + id + `","created_at":"Mon May 04 10:00:00 +0000 2026","user":{"screen_name":"` + author + `"}`
	}
	for file, want := range map[string]post{
		`{"data":[{"id":"11","text":"a cup","created_at":` + day + `,"author_id":"5","public_metrics":{"like_count":1}}],"includes":{"users":[{"id":"5","username":"ana"}]}}`:                                          {"twarc", "x", "11", "ana", "a cup", ""},
		`{"id":"12","text":"RT @bo: a c…","created_at":` + day + `,"author_id":"5","author":{"username":"ana"},"public_metrics":{"like_count":1},"referenced_tweets":[{"type":"retweeted","id":"11","text":"a cup"}]}`: {"twarc", "x", "12", "ana", "a cup", "11"},
		`{"id":"13","text":"RT @bo: a c…","created_at":` + day + `,"author_id":"5","author":{"username":"ana"},"public_metrics":{"like_count":1},"referenced_tweets":[{"type":"retweeted","id":"11"}]}`:                {"twarc", "x", "13", "ana", "RT @bo: a c…", ""},
		"id,author_id,created_at,text,public_metrics.like_count,author.username\n14,5,2026-05-04T10:00:00.000Z,a cup,1,ana\n":                                                                                          {"twarc", "x", "14", "ana", "a cup", ""},
		`{` + x("15", "ana") + `,"full_text":"RT @bo: a c…","retweeted_status":{` + x("14", "bo") + `,"full_text":"a cup"}}`:                                                                                           {"x-v1", "x", "15", "ana", "a cup", "14"},
		`{"url":"https://twitter.com/ana/status/16","date":"2026-05-04T10:00:00+00:00","rawContent":"a cup","id":16,"user":{"username":"ana"},"replyCount":0,"retweetCount":0,"likeCount":0}`:                          {"snscrape", "x", "16", "ana", "a cup", ""},
		`[{"id":"17","url":"https://x.com/ana/status/17","text":"a c…","fullText":"a cup","createdAt":"Mon May 04 10:00:00 +0000 2026","author":{"userName":"ana"}}]`:                                                  {"apify-x", "x", "17", "ana", "a cup", ""},
		`[{"id":"333","shortCode":"C4xYz","caption":"a cup","timestamp":` + day + `,"ownerUsername":"ana","likesCount":-1}]`:                                                                                           {"apify-instagram", "instagram", "C4xYz", "ana", "a cup", ""},
		"id,text,createTimeISO,authorMeta/name,webVideoUrl\n7301234567890123451,a cup,2026-05-04T10:00:00.000Z,ana,https://www.tiktok.com/@ana/video/7301234567890123451\n":                                            {"apify-tiktok", "tiktok", "7301234567890123451", "ana", "a cup", ""},
		"Page Name,User Name,Post Created,Total Interactions,Likes,URL,Message\nAna's,ana,2026-05-04 10:00:00 EDT,\"1,234\",7,https://www.facebook.com/1/posts/2,a cup\n":                                              {"crowdtangle-facebook", "facebook", "https://www.facebook.com/1/posts/2", "ana", "a cup", ""},
		"postUrl,profileUrl,username,fullName,pubDate,description\nhttps://www.instagram.com/p/C4xYa/,https://www.instagram.com/ana,ana,Ana,2026-05-04T10:00:00.000Z,a cup\n":                                          {"phantombuster-instagram", "instagram", "C4xYa", "ana", "a cup", ""},
		"tweetUrl,tweetDate,twitterId,handle,text\nhttps://twitter.com/ana/status/1890000000000000136,Mon May 04 10:00:00 +0000 2026,55,ana,a cup\n":                                                                   {"phantombuster-x", "x", "1890000000000000136", "ana", "a cup", ""},
	} {
		got, err := read(t, file, importer.Options{Name: "f"})
		if err != nil || len(got.Posts) != 1 || len(got.Summary.Formats) != 1 {
			t.Errorf("%s: %+v, %v", want.Format, got, err)
			continue
		}
		p := got.Posts[0]
		if diff := cmp.Diff(want, post{got.Summary.Formats[0], p.Platform, p.ID, p.Author.Handle, p.Text, p.RepostOf}); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

// TestFilesOfOtherKinds: what is no table and no JSON is named, and what to do.
func TestFilesOfOtherKinds(t *testing.T) {
	for file, want := range map[string]string{
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600): "a workbook of Excel before 2007",
		"<html><table><tr><td>id</td></tr></table></html>":               "it is a web page",
		"\ufeff\n<?xml version=\"1.0\"?><a/>":                            "it is XML",
		"%PDF-1.7\n":                                                     "it is a PDF",
		"PAR1\x15\x04\x15":                                               "it is Parquet",
		"SQLite format 3\x00":                                            "it is a database",
		"id,when,text\n1,2026-05-04,Caf\xc3\xa9 utf\n2,2026-05-04,Caf\xe9 latin\n": "state --encoding",
	} {
		if _, err := read(t, file, importer.Options{Name: "f", Map: map[string]string{"id": "id", "when": "created_at", "text": "text"}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %q", file, err, want)
		}
	}
}

// TestLettersLateInAFile: what is found behind much plain text is told as well, and
// so are letters of another encoding than that of their file.
func TestLettersLateInAFile(t *testing.T) {
	var plainRows, accents strings.Builder
	for i := range 4000 {
		plainRows.WriteString(number(int64(i)) + ",2026-05-04,a plain cup of coffee at the corner\n")
		accents.WriteString(number(int64(i)) + ",2026-05-04,un café à Zürich très bon\n")
	}
	const header, odd = "id,when,text\n", "x,2026-05-04,un caf\xe9 tr\xe8s bon \xe0 Z\xfcrich\n"
	opts := importer.Options{Name: "f", Map: map[string]string{"id": "id", "when": "created_at", "text": "text"}}
	late, err := read(t, header+plainRows.String()+odd, opts)
	if err != nil || late.Summary.Encoding != "windows-1252" || late.Posts[4000].Text != "un café très bon à Zürich" {
		t.Errorf("%+v, %v", late.Summary, err)
	}
	mixed, err := read(t, header+accents.String()+odd, opts)
	if err != nil || mixed.Summary.Encoding != "UTF-8" || mixed.Summary.Damaged != 1 || mixed.Summary.DamagedAt != "4002" {
		t.Errorf("%+v, %v", mixed.Summary, err)
	}
}

// TestRepeatedRecords: a record that says again what one before it said is counted
// by itself, one that says something else of the same post is not.
func TestRepeatedRecords(t *testing.T) {
	got, err := read(t, "id,when,text,likes\n1,2026-05-04,one,1\n1,2026-05-04,one,1\n1,2026-05-04,one,2\n2,2026-05-04,one,1\n",
		importer.Options{Name: "f", Map: map[string]string{"id": "id", "when": "created_at", "text": "text", "likes": "likes"}})
	if err != nil || got.Summary.Records != 4 || got.Summary.Posts != 3 || got.Summary.Repeated != 1 {
		t.Errorf("%+v, %v", got.Summary, err)
	}
}
