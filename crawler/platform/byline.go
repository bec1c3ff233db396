package platform

import (
	"regexp"
	"strings"
)

var (
	// redditByline is what ends every entry of Reddit's feeds: "submitted by /u/ana
	// to r/coffee [link] [comments]".
	redditByline = regexp.MustCompile(`(?i)\s*\bsubmitted by\s+(?:/?u/[\w-]+|\[deleted\])\s*(?:to\s+/?r/[\w-]+\s*)?(?:\[link\]\s*)?(?:\[comments\]\s*)?$`)
	// redditRemoved is what Reddit shows in place of words that were taken away.
	redditRemoved = regexp.MustCompile(`(?i)^\[\s*(?:removed|deleted)(?:\s+by\s+[^\]]{1,40})?\s*\]$`)
)

// RedditWords returns the words of a text of Reddit's: without the line that ends
// every entry of its feeds, and none where it says that they were removed.
func RedditWords(text string) string {
	// Its editor leaves empty paragraphs behind, of a space without width.
	text = strings.Trim(redditByline.ReplaceAllString(text, ""), " \n\u200b")
	if redditRemoved.MatchString(text) {
		return ""
	}
	return text
}
