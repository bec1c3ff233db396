package discussion

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

const wordPress = `<ol class="comment-list">
<li id="comment-11" class="comment even thread-even depth-1 parent"><article id="div-comment-11" class="comment-body">
 <footer class="comment-meta"><div class="comment-author vcard"><img class="avatar" src="/a.png" alt=""><b class="fn"><a href="https://bo.example/" rel="external nofollow" class="url">Bo Lind</a></b> <span class="says">says:</span></div>
 <div class="comment-metadata"><a href="/p#comment-11"><time datetime="2026-05-04T10:02:11+02:00">4 May 2026 at 10:02</time></a> <span class="edit-link"></span></div></footer>
 <div class="comment-content"><p>Louder than the mill.</p><p>And dearer.</p></div><div class="reply"><a class="comment-reply-link" href="#">Reply</a></div></article>
 <ol class="children"><li id="comment-12" class="comment byuser odd depth-2"><article id="div-comment-12" class="comment-body">
  <footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Ada</b></div><div class="comment-metadata"><time datetime="2026-05-04T11:00:00+02:00">4 May</time></div></footer>
  <div class="comment-content"><p>Not in the morning.</p></div></article></li></ol></li>
<li id="comment-13" class="pingback"><div class="comment-body">Pingback: <a href="https://other.example/">Another blog</a></div></li>
</ol>`

const olderWordPress = `<ol class="commentlist"><li class="comment even" id="li-comment-7"><div id="comment-7" class="comment-body"><div class="comment-author vcard"><cite class="fn">Cy</cite> <span class="says">says:</span></div>
<div class="comment-meta commentmetadata"><a href="#comment-7">May 4, 2026 at 3:05 pm</a></div><p>Still the best cup.</p><div class="reply"><a href="#">Reply</a></div></div></li></ol>`

const blogger = `<div id="comments"><ol id="top-ra"><li class="comment" id="c771"><div class="avatar-image-container"></div><div class="comment-block"><div class="comment-header"><cite class="user"><a href="https://di.example/">Di</a></cite><span class="datetime"><a href="/p?c=771">4 May 2026 at 15:05</a></span></div><p class="comment-content">Where is the lane?</p><span class="comment-actions"><a>Reply</a></span></div>
<div class="comment-replies"><div class="comment-thread"><ol><li class="comment" id="c772"><div class="comment-block"><div class="comment-header"><cite class="user">Ed</cite><span class="datetime"><a>4 May 2026 at 16:00</a></span></div><p class="comment-content">Behind the mill.</p></div></li></ol></div></div></li></ol></div>`

const drupal = `<section id="comments"><article id="comment-21" class="comment js-comment"><footer class="comment__meta"><p class="comment__author">Flo</p><p class="comment__time">4 May 2026 - 15:05</p></footer><div class="comment__content"><div class="field--name-comment-body"><p>Too loud.</p></div></div></article>
<div class="indented"><article id="comment-22" class="comment"><footer class="comment__meta"><p class="comment__author">Gil</p><p class="comment__time">4 May 2026 - 16:05</p></footer><div class="comment__content"><p>Only on Fridays.</p></div></article></div></section>`

const isso = `<section id="isso-thread"><div class="isso-comment" id="isso-5"><div class="isso-text-wrapper"><div class="isso-meta"><span class="isso-author">Hal</span><time title="x" datetime="2026-05-04T15:05:00Z">an hour ago</time></div><div class="isso-text"><p>Good beans.</p></div><div class="isso-comment-footer"><a>Reply</a></div></div></div></section>`

const plain = `<div class="comments"><div class="comment"><p class="name">Ivy</p><p class="date">4 May 2026</p><p>I like the new cup.</p></div><div class="comment"><span class="author">Jo</span><div class="text">So do I.</div></div></div>`

const undatedOpinion = `<article class="comment"><h1>What the lane needs</h1><span class="author">Kim</span><p>An opinion of a paper and not of a reader.</p></article>`

// TestRead shows the comments that usual markup holds.
func TestRead(t *testing.T) {
	type line struct {
		Fragment, Author, Link, Text, At string
		Parent                           int
	}
	for name, tc := range map[string]struct {
		markup string
		want   []line
	}{
		"WordPress": {wordPress, []line{
			{"comment-11", "Bo Lind", "https://bo.example/", "Louder than the mill.\n\nAnd dearer.", "2026-05-04T08:02:11Z", -1},
			{"comment-12", "Ada", "", "Not in the morning.", "2026-05-04T09:00:00Z", 0},
		}},
		"older WordPress": {olderWordPress, []line{{"comment-7", "Cy", "", "Still the best cup.", "2026-05-04T15:05:00Z", -1}}},
		"Blogger": {blogger, []line{
			{"c771", "Di", "https://di.example/", "Where is the lane?", "2026-05-04T15:05:00Z", -1},
			{"c772", "Ed", "", "Behind the mill.", "2026-05-04T16:00:00Z", 0},
		}},
		"Drupal": {drupal, []line{
			{"comment-21", "Flo", "", "Too loud.", "2026-05-04T15:05:00Z", -1},
			{"comment-22", "Gil", "", "Only on Fridays.", "2026-05-04T16:05:00Z", 0},
		}},
		"Isso":    {isso, []line{{"isso-5", "Hal", "", "Good beans.", "2026-05-04T15:05:00Z", -1}}},
		"plain":   {plain, []line{{"", "Ivy", "", "I like the new cup.", "2026-05-04T00:00:00Z", -1}, {"", "Jo", "", "So do I.", "0001-01-01T00:00:00Z", -1}}},
		"opinion": {undatedOpinion, nil},
	} {
		t.Run(name, func(t *testing.T) {
			page, err := html.Parse(strings.NewReader("<body><h1>Grinders</h1>" + tc.markup + "</body>"))
			if name == "opinion" {
				page, err = html.Parse(strings.NewReader("<body>" + tc.markup + "</body>"))
			}
			if err != nil {
				t.Fatal(err)
			}
			var got []line
			for _, c := range Read(page, "en") {
				got = append(got, line{c.Fragment, c.Author, c.Link, c.Text, c.Date.Time.Format(time.RFC3339), c.Parent})
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("comments (-want +got):\n%s", diff)
			}
		})
	}
}
