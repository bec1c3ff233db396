package crawlertest_test

import (
	"strings"

	"earshot/crawler"
	"earshot/crawler/platform/bluesky"
	"earshot/crawler/platform/reddit"
	"earshot/crawler/platform/x"
	"earshot/crawler/platform/youtube"
)

// stepStream stands for a capture that is a stream, a message a line.
const stepStream = "stream"

// coded are platforms in code whose captures are answers of several kinds: the
// adapter, and the lane and step a capture is read as; no step for a capture
// that is no answer to what is asked of the platform (web pages, the version
// 1.1 of X's interface, which is closed).
var coded = map[string]struct {
	adapter crawler.Adapter
	lane    string
	step    func(name string) string
}{
	"reddit": {reddit.New(), "subreddit:x", func(name string) string {
		switch {
		case strings.HasSuffix(name, ".xml"):
			return "feed"
		case strings.Contains(name, "thread"), strings.Contains(name, "gallery"), strings.Contains(name, "post-with-comments"):
			return "thread"
		case strings.HasSuffix(name, ".json"):
			return "listing"
		default:
			return ""
		}
	}},
	"youtube": {youtube.New(), "query:x", func(name string) string {
		switch {
		case strings.HasSuffix(name, ".xml"):
			return "feed"
		case strings.Contains(name, "comments"):
			return "comments"
		case strings.HasSuffix(name, ".json"):
			return "search"
		default:
			return ""
		}
	}},
	"bluesky": {bluesky.New(), "account:x.example", func(name string) string {
		switch {
		case strings.HasSuffix(name, ".jsonl"):
			return stepStream
		case strings.Contains(name, "Posts"):
			return "search"
		case strings.Contains(name, "thread"):
			return "thread"
		case strings.Contains(name, "get"):
			return "feed"
		default:
			return ""
		}
	}},
	"x": {x.New(), "query:x", func(name string) string {
		if strings.Contains(name, "client") {
			return "search"
		}
		return ""
	}},
}
