package run

import (
	"net/http"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// sift returns the posts of a page that are fit to be published: once each, with
// an identity and a believable time, and not before the horizon or outside of
// the window. The rest is counted, except posts that are merely too old or new. It works in place: page.Posts
// is not to be used afterwards.
func (t *task) sift(page crawler.Page, scope crawler.Scope, platform string, resp crawler.Response) []social.Post {
	for _, skip := range page.Skipped {
		t.Skipped++
		t.Note("%s: %s: %v", resp.URL, skip.Where, skip.Err)
	}
	posts := page.Posts[:0]
	had := make(map[string]bool, len(page.Posts))
	for i, post := range page.Posts {
		if reason := crawler.CheckPost(post, platform, resp.At); reason != nil {
			t.Skipped++
			t.Note("%s: post %d (%q): %v", resp.URL, i+1, post.ID, reason)
			continue
		}
		if had[post.ID] {
			continue
		}
		had[post.ID] = true
		if post.Deleted {
			posts = append(posts, tombstone(platform, post.ID, scope.Source.Name, resp.At))
			continue
		}
		post.Platform = platform
		post.CreatedAt = post.CreatedAt.UTC()
		if !t.Until.IsZero() && (t.Oldest.IsZero() || post.CreatedAt.Before(t.Oldest)) {
			t.Oldest = post.CreatedAt
		}
		if post.CreatedAt.Before(t.Horizon) || !t.Until.IsZero() && !post.CreatedAt.Before(t.Until) {
			continue
		}
		if post.CreatedAt.After(t.Cursor.Newest) && !post.CreatedAt.After(resp.At) {
			t.Cursor.Newest = post.CreatedAt
		}
		if post.CreatedAt.After(t.Known) {
			t.New++
		}
		post.Source, post.Keep, post.FetchedAt = scope.Source.Name, scope.Source.Keep, resp.At
		if post.Keep == "" {
			post.Keep = social.KeepMentions
		}
		posts = append(posts, post)
	}
	return posts
}

// tombstone is the news that a post is gone, as seen by an answer received at.
func tombstone(platform, id, source string, at time.Time) social.Post {
	return social.Post{Platform: platform, ID: id, Source: source, Deleted: true, FetchedAt: at}
}

// allBefore tells whether a page has posts and all of them are older than wanted. A
// post without a time says nothing of where the lane stands, and a deleted one
// is no reason to go on.
func allBefore(posts []social.Post, since time.Time) bool {
	if since.IsZero() {
		return false
	}
	dated := 0
	for _, post := range posts {
		if post.Deleted {
			continue
		}
		if dated++; post.CreatedAt.IsZero() || !post.CreatedAt.Before(since) {
			return false
		}
	}
	return dated > 0
}

// conditional adds the validators of the last complete run to a request that
// asks for them.
func (t *task) conditional(req crawler.Request) crawler.Request {
	known, ok := t.Cursor.Validators[req.URL]
	if !req.Conditional || !ok {
		return req
	}
	header := map[string]string{}
	for name, value := range req.Header {
		header[name] = value
	}
	if known.ETag != "" {
		header["If-None-Match"] = known.ETag
	}
	if known.LastModified != "" {
		header["If-Modified-Since"] = known.LastModified
	}
	req.Header = header
	return req
}

// keepValidator remembers the validators of an answer for the next run.
func (t *task) keepValidator(req crawler.Request, received http.Header) {
	fresh := validator{ETag: received.Get("ETag"), LastModified: received.Get("Last-Modified")}
	if !req.Conditional || fresh == (validator{}) || len(t.Fresh) >= maxValidators ||
		len(fresh.ETag)+len(fresh.LastModified) > 1024 {
		return
	}
	if t.Fresh == nil {
		t.Fresh = map[string]validator{}
	}
	t.Fresh[req.URL] = fresh
}
