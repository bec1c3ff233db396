package crawlertest_test

import (
	"bytes"
	"encoding/json"
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/tidwall/gjson"

	"earshot/configs"
	"earshot/crawler/spec"
	"earshot/internal/social"
)

// described are the platforms that are files: the lane their captures are read
// as, and how a capture becomes an answer to it. {} is all of the capture, {x}
// what stands at x in it; dated is all of it with the dates put back that were
// cut from the messages. Before a | stands the lane of a capture that is read as
// another one, and after a second | the step. Captures that are no answer to what
// is asked of the platform (web pages, ActivityPub) are not here.
var described = map[string]struct {
	lane  string
	files map[string]string
}{
	"hackernews": {"query:x", map[string]string{"07_algolia-pollopt.json": "{}", "08_algolia-search-react.json": "{}", "09_algolia-comment-hit.json": "{}",
		"01_firebase-item-story-8863.json": "list:new|{}|page/leads", "02_firebase-item-comment-2921983.json": "list:new|{}|page/leads",
		"03_firebase-item-story-121003.json": "list:new|{}|page/leads", "04_firebase-item-job-192327.json": "list:new|{}|page/leads",
		"05_firebase-item-poll-126809.json": "list:new|{}|page/leads", "06_firebase-item-pollopt-160705.json": "list:new|{}|page/leads",
	}},
	"lemmy": {"posts:x", map[string]string{"06_post-view-sh.itjust.works.json": `posts:x|{"posts":[{post_view}]}|page/else`, "07_post-list-new.json": "posts:x|{}|page/else"}},
	"discourse": {"forum:all", map[string]string{
		"01_api-topic.json": `{"latest_posts":{post_stream.posts}}`, "02_api-posts_latest.json": "{}", "03_api-posts_before.json": "{}",
		"09_api-topic_posts.json": `{"latest_posts":{post_stream.posts}}`, "10_api-post.json": `{"latest_posts":[{}]}`,
	}},
	"peertube": {"query:x", map[string]string{
		"01_search-fsf-p1.json": "{}", "03_sepiasearch-kde.json": "{}", "04_account-videos.json": "{}", "05_trending.json": "{}",
		"06_video-detail.json": `{"data":[{}]}`, "07_comment-threads.json": "query:x|{}|page/replies.0", "08_comment-threads-p2.json": "query:x|{}|page/replies.0",
	}},
	"stackexchange": {"tag:x", map[string]string{"01_question.json": "{}"}},
	"devto":         {"tag:x", map[string]string{"01_articles.json": "{}"}},
	"telegram":      {"channel:x", map[string]string{"01_stivenkingua.html": "dated", "03_DEXTNewPairsBot.html": "{}"}},
	"v2ex":          {"node:x", map[string]string{"01_topics.json": "{}", "02_replies.json": "node:x|{}|page/replies.0"}},
	"steam":         {"app:730", map[string]string{"01_appreviews-korean.json": "{}", "02_review-object.json": `{"success":1,"reviews":[{}]}`}},
	"github": {"query:x", map[string]string{
		"01_search-issues-1.json": "{}", "02_issues-page-1.json": `{"items":{}}`, "03_issues-page-2.json": `{"items":{}}`, "04_issues-page-3.json": `{"items":{}}`,
	}},
	"appstore": {"app:1", map[string]string{"01_reviews-ru.json": "dated"}},
	"weibo": {"account:1", map[string]string{
		"01_openapi-statuses.json": `account:1|{"ok":1,"data":{"list":{statuses}}}|page/else`,
		"02_ajax-status-2023.json": `account:1|{"ok":1,"data":{"list":[{}]}}|page/else`,
		"03_repost-2015.json":      `account:1|{"ok":1,"data":{"cards":[{"card_type":9,"mblog":{}}]}}`,
	}},
	"bilibili": {"query:x", map[string]string{
		"01_search-all-v2.json": "{}", "03_comments-page.json": "query:x|{}|page/replies.0", "04_comments-lazy.json": `query:x|{"code":0,"data":{"page":{"count":2},"replies":{data.replies}}}|page/replies.0`,
		"05_sub-replies.json": "query:x|{}|page/replies.0/replies.0", "06_dialog.json": `query:x|{"code":0,"data":{"page":{"count":5},"replies":{data.replies}}}|page/replies.0/replies.0`,
		"07_hot-replies.json":    "query:x|{}|page/replies.0",
		"11_space-dynamics.json": "account:1|{}", "13_video-view.json": "video:https://www.bilibili.com/video/BV117411r7R1|{}",
	}},
	"tieba":   {},
	"misskey": {"server:all", map[string]string{"01_user-pinned-notes.json": "{pinnedNotes}", "02_user-pinned-notes-v10.json": "{pinnedNotes}", "03_note-webhook.json": "[{}]"}},
}

// loadDescribed reads the files of the described platforms.
func loadDescribed(t *testing.T) map[string]*spec.File {
	files := map[string]*spec.File{}
	for name := range described {
		f, err := spec.Load(configs.Platforms(), name+".yaml")
		if err != nil {
			t.Fatal(err)
		}
		files[name] = f
	}
	return files
}

var part = regexp.MustCompile(`\{[A-Za-z_.]*\}`)

var message = regexp.MustCompile(`<div[^>]*\bdata-post="[^"]*"[^>]*>`)

// asked splits how a capture is read into lane, template and step.
func asked(how, lane string) (string, string, string) {
	parts := strings.Split(how, "|")
	switch len(parts) {
	case 1:
		return lane, how, "page"
	case 2:
		return parts[0], parts[1], "page"
	default:
		return parts[0], parts[1], parts[2]
	}
}

// asAnswer makes a capture what the platform's interface would answer.
func asAnswer(template string, body []byte) []byte {
	switch template {
	case "{}":
		return body
	case "dated":
		body = bytes.ReplaceAll(body, []byte(`{"author":{"uri"`), []byte(`{"updated":{"label":"2026-01-01T00:00:00-07:00"},"author":{"uri"`))
		return message.ReplaceAll(body, []byte(`$0<a class="tgme_widget_message_date"><time datetime="2026-01-01T00:00:00+00:00"></time></a>`))
	}
	return []byte(part.ReplaceAllStringFunc(template, func(m string) string {
		if path := strings.Trim(m, "{}"); path != "" {
			return gjson.GetBytes(body, path).Raw
		}
		return string(body)
	}))
}

var discoursePost = regexp.MustCompile(`^/t/[^/]*/(\d+/\d+)$`)

// redditPost finds the id of a post in its address, which old feeds name it by.
var redditPost = regexp.MustCompile(`/comments/([a-z0-9]+)/`)

// expectedID is how a described platform names the expected item, or how that
// name ends.
func expectedID(platform, id, address string) string {
	if m := discoursePost.FindStringSubmatch(address); platform == "discourse" && m != nil {
		return "t/" + m[1]
	}
	if m := redditPost.FindStringSubmatch(id); platform == "reddit" && m != nil {
		return "t3_" + m[1]
	}
	if _, err := strconv.Atoi(id); err == nil && platform == "peertube" && address != "" {
		// Comments are known by their address, and not by a server's number.
		return address
	}
	if platform == "youtube" {
		// The interface and the feeds name one video in two ways.
		return strings.TrimPrefix(id, "yt:video:")
	}
	return id
}

func sameID(got, want string) bool {
	return got == want || strings.HasSuffix(got, "#"+want) || strings.HasSuffix(got, "/"+want)
}

var (
	mdImage = regexp.MustCompile(`!\[[^\]]*\]\([^()]*\)`)
	emoji   = regexp.MustCompile(`:[a-z0-9_+-]+:`)
	mdLink  = regexp.MustCompile(`\[([^\]]*)\]\([^()]*\)`)
)

// letters is all that both Markdown and the text made of it say. That reader
// leaves out emoji that are pictures, whose names Earshot reads.
func letters(s string) string {
	s = emoji.ReplaceAllString(s, "")
	s = mdLink.ReplaceAllString(mdImage.ReplaceAllString(html.UnescapeString(s), ""), "$1")
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.So, c) {
			return c
		}
		return -1
	}, markupTag.ReplaceAllString(s, ""))
}

// sameWhole: of described platforms the independent reader gives title and
// text, so all of it is compared. It leaves out what a platform shows below them,
// which stands after an empty line (markup.Shown).
func sameWhole(p social.Post, want string) bool {
	w := letters(want)
	for own := p.Text; ; {
		if w == letters(p.Title+"\n"+own) || w == letters(own) || w != "" && w == letters(p.Title) {
			return true
		}
		at := strings.LastIndex(own, "\n\n")
		if at < 0 {
			return w == "" && own == ""
		}
		own = own[:at]
	}
}

// sum adds up the counts of a map of reactions, or gives the plain count.
func sum(raw json.RawMessage) json.RawMessage {
	var each map[string]int64
	if json.Unmarshal(raw, &each) != nil {
		return raw
	}
	var total int64
	for _, n := range each {
		total += n
	}
	return json.RawMessage(strconv.FormatInt(total, 10))
}
