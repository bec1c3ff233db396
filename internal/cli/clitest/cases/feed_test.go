package cases

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
	"earshot/internal/social"
)

func feedCases() []situation {
	titles := func(t *testing.T, file string) []string { return pick(look(t, file), title) }
	return []situation{
		{"zones.xml", zonesWanted(), zonesRead},
		{"dates.xml", datesWanted(), datesRead},
		{"unreadable-date.xml", []string{
			"Brewline dated stated 2026-05-04", "Brewline empty date seen at the first crawl",
			"Brewline old story seen at the first crawl", "in the trend of today 0"}, unreadableDate},
		{"same-guid.xml", []string{"Brewline price goes up", "Brewline shop closes", "Brewline shop reopens"}, titles},
		{"guid-changes-1.xml", []string{"3"}, func(t *testing.T, file string) []string { return []string{strconv.Itoa(len(look(t, file)))} }},
		{"guid-changes-2.xml", []string{"3 stored after both readings"}, guidChanges},
		{"control-reference.xml", []string{"2 posts without control characters"}, controlReferences},
		{"space-before-bom.xml", []string{"Brewline café"}, titles},
		{"comment-before-declaration.xml", []string{"Кофе Brewline подорожал"}, titles},
		{"undeclared-1251.xml", []string{"Кофе Brewline подорожал, очередь"}, func(t *testing.T, file string) []string {
			return pick(look(t, file), func(p social.Post) string { return opening(p.Title, 32) })
		}},
		{"atom-cdata.xml", []string{
			"Brewline open letter | Brewline body", "Brewline <3 & tea | Brewline body two", "Use <b> with Brewline | 1 < 2 & Brewline",
			"Brewline and tea | First Brewline.\n\nSecond.", "Brewline prefixed markup | First Brewline.\n\nSecond."},
			func(t *testing.T, file string) []string {
				return pick(look(t, file), func(p social.Post) string { return p.Title + " | " + p.Text })
			}},
		{"json-authors.json", []string{"Brewline authors object by Ana", "tags [coffee tea]"}, func(t *testing.T, file string) []string {
			var all []string
			for i, p := range look(t, file) {
				all = append(all, [2]string{p.Title + " by " + p.Author.Label(), fmt.Sprint("tags ", p.Tags)}[i%2])
			}
			return all
		}},
		{"feed-and-page.xml", []string{"1 mention, text: The owners said that they had looked"}, feedAndPage},
		{"platforms/reddit-removed.xml", []string{
			"Brûléed Brewline & friends | Brewline R&D is > all.\n\nThe form was submitted by my boss.", "Brewline gone | "},
			func(t *testing.T, file string) []string {
				return pick(look(t, file), func(p social.Post) string { return p.Title + " | " + p.Text })
			}},
		{"platforms/telegram.html", []string{
			"1 words true", "2 from Other channel true", "3 words true", "4 option true", "5 document true", "6 words true", "8 preview true"}, telegram},
	}
}

// zonesWanted are 10:00 of each zone in UTC. Of a zone with several meanings
// the one that is documented counts.
func zonesWanted() []string {
	return strings.Split("EDT 04T14:00 BST 04T09:00 IST 04T04:30 AEST 04T00:00 AEDT 03T23:00 NZST 03T22:00 HKT 04T02:00 KST 04T01:00 "+
		"SGT 04T02:00 PHT 04T02:00 CAT 04T08:00 SAST 04T08:00 BRT 04T13:00 ART 04T13:00 AKDT 04T18:00 HST 04T20:00 NDT 04T12:30 "+
		"CEST 04T08:00 MSK 04T07:00 WIB 04T03:00 PKT 04T05:00 GST 04T06:00", " ")
}

func zonesRead(t *testing.T, file string) []string {
	var all []string
	for _, p := range look(t, file) {
		all = append(all, strings.TrimPrefix(p.Title, "Brewline "), p.CreatedAt.UTC().Format("02T15:04"))
	}
	return all
}

// datesWanted are the readings of the entries in order; of the last one nobody
// can tell day from month.
func datesWanted() []string {
	return strings.Split("10:00 02:00 02:00 02:00 02:00 02:00 02:00 02:00 10:00 10:00 29d15:05 29d13:05 10:00 15:00 15:05 08:00 5d00:00 "+
		"10:00 10:00 08:00 09:05 10:00 10:00 10:00 18:00 10:00 10:00 10:00 10:00 10:00 10:00 10:00 15:05 15:05 15:05 10:00 10:00 10:00 10:00 10:05 10:00 10:00 kept", " ")
}

func datesRead(t *testing.T, file string) []string {
	posts := look(t, file)
	var all []string
	for i, p := range posts {
		at := p.CreatedAt.UTC()
		switch {
		case i == len(posts)-1:
			all = append(all, "kept")
		case at.Format("2006-01") != "2026-05":
			all = append(all, p.Title+" "+moment(p))
		case at.Day() != 4:
			all = append(all, fmt.Sprint(at.Day(), "d", at.Format("15:04")))
		default:
			all = append(all, at.Format("15:04"))
		}
	}
	return all
}

// crawl crawls once and wants the exit code 0.
func crawl(t *testing.T, w *clitest.World) { w.Run(t, "crawl", "--once").Want(t, 0) }

// stored are the stored posts as export writes them.
func stored(t *testing.T, w *clitest.World, flags ...string) []map[string]any {
	t.Helper()
	got := w.Run(t, append([]string{"export", "posts", "--format", "ndjson"}, flags...)...).Want(t, 0)
	var rows []map[string]any
	for line := range strings.Lines(got.Out) {
		var row map[string]any
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		rows = append(rows, row)
	}
	return rows
}

func feedOf(s *site, file string) string {
	return "  - {name: roastery, platform: feed, urls: ['" + s.URL + "/" + file + "']}\n"
}

// unreadableDate crawls twice, the second time with a later date of building.
func unreadableDate(t *testing.T, file string) []string {
	s := newSite(t)
	w := work(t, feedOf(s, file))
	start := time.Now().Add(-time.Minute)
	crawl(t, w)
	first := map[any]any{}
	for _, row := range stored(t, w) {
		first[row["title"]] = row["created_at"]
	}
	s.edit = func(body []byte) []byte { return bytes.ReplaceAll(body, []byte("29 Nov 2026"), []byte("30 Nov 2026")) }
	crawl(t, w)
	var all []string
	for _, row := range stored(t, w) {
		at, err := time.Parse(time.RFC3339, row["created_at"].(string))
		if err != nil {
			t.Fatal(err)
		}
		when := at.Format(time.DateOnly)
		if row["created_at"] == first[row["title"]] && at.After(start) {
			when = "at the first crawl"
		}
		all = append(all, fmt.Sprintf("%s %s %s", row["title"], row["date_from"], when))
	}
	out := w.Run(t, "export", "trends", "--format", "ndjson", "--from", start.Format(time.DateOnly)).Want(t, 0).Out
	mentions := 0
	for line := range strings.Lines(out) {
		var row struct{ Mentions int }
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		mentions += row.Mentions
	}
	return append(sorted(all), fmt.Sprint("in the trend of today ", mentions))
}

func guidChanges(t *testing.T, file string) []string {
	s := newSite(t)
	s.places["/feed"] = "guid-changes-1.xml"
	w := work(t, feedOf(s, "feed"))
	crawl(t, w)
	s.places["/feed"] = file
	crawl(t, w)
	return []string{fmt.Sprint(len(stored(t, w)), " stored after both readings")}
}

func controlReferences(t *testing.T, file string) []string {
	posts := look(t, file)
	for _, p := range posts {
		if strings.ContainsFunc(p.FullText(), func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' }) {
			return []string{fmt.Sprintf("control characters in %q", p.FullText())}
		}
	}
	return []string{fmt.Sprint(len(posts), " posts without control characters")}
}

// feedAndPage crawls the feed, and then the page it links to as well.
func feedAndPage(t *testing.T, file string) []string {
	s := newSite(t)
	w := work(t, feedOf(s, file)+"  - {name: page, platform: web, urls: ['"+s.URL+"/j01-art.html']}\n")
	crawl(t, w)
	crawl(t, w)
	rows := stored(t, w, "--fold-copies")
	all := []string{}
	for _, row := range rows {
		_, owners, _ := strings.Cut(row["text"].(string), "The owners")
		all = append(all, fmt.Sprintf("%d mention, text: The owners%s", len(rows), opening(owners, 26)))
	}
	return all
}

func telegram(t *testing.T, file string) []string {
	s := newSite(t)
	s.places["/s/brew"] = file
	words := map[string]string{"1": "words second line", "2": "from Other channel", "3": "words Brewline quoted words",
		"4": "option Small", "5": "document Brewline-menu.pdf", "6": "words Two Brewline pictures", "8": "preview Brewline opens in Graz"}
	var all []string
	w := work(t, "  - {name: channel, platform: telegram, base_url: '"+s.URL+"', accounts: [brew]}\n")
	for _, p := range lookIn(t, w, "channel") {
		_, n, _ := strings.Cut(p.ID, "/")
		what, word, _ := strings.Cut(words[n], " ")
		if what == "from" {
			what = words[n]
		}
		all = append(all, fmt.Sprint(n, " ", what, " ", strings.Contains(p.FullText()+p.Author.Name, word)))
	}
	return all
}
