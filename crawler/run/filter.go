package run

import (
	"net/http"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// filterPosts returns the posts of a page that can be published: once each, with an
// identity, not before the horizon and inside the window. The others are counted
// as skipped, except those that are only too old or too new. Posts without a
// believable date are counted and dated by when they were seen; see undated. It works in place: page.Posts must not be used afterwards.
func (t *task) filterPosts(page crawler.Page, src social.Source, platform string, resp crawler.Response) []social.Post {
	for _, skip := range page.Skipped {
		t.Skip("%s: %s: %v", resp.URL, skip.Where, skip.Err)
	}
	t.NoteUnread(page.Unread)
	posts := page.Posts[:0]
	had := make(map[string]int, len(page.Posts))
	for i, post := range page.Posts {
		if reason := crawler.CheckPost(post, platform); reason != nil {
			t.Skip("%s: post %d (%q): %v", resp.URL, i+1, post.ID, reason)
			continue
		}
		post.NoteRecordings()
		cut, err := post.Bound()
		if err != nil {
			t.Skip("%s: post %d: %v", resp.URL, i+1, err)
			continue
		}
		if first, again := had[post.ID]; again {
			if first < len(posts) && posts[first].ID == post.ID {
				posts[first].Merged.Duplicates++
			}
			continue
		}
		had[post.ID] = len(posts)
		if cut != "" {
			t.AddCut(post.ID, cut)
		}
		if post.Deleted {
			posts = append(posts, tombstone(platform, post.ID, src.Name, resp.At))
			continue
		}
		post.Platform = platform
		if why := page.DatePost(&post, resp.At); why != nil {
			if t.addUndated(&post, resp, why) {
				posts = append(posts, completed(post, src, resp.At))
			}
			continue
		}
		if t.isBackfill() && (t.Oldest.IsZero() || post.CreatedAt.Before(t.Oldest)) {
			t.Oldest = post.CreatedAt
		}
		if post.CreatedAt.Before(t.Horizon) || t.isBackfill() && !post.CreatedAt.Before(t.Until) {
			continue
		}
		if post.CreatedAt.After(t.Cursor.Newest) && !post.CreatedAt.After(resp.At) {
			t.Cursor.Newest = post.CreatedAt
		}
		if post.CreatedAt.After(t.Known) {
			t.New++
		}
		posts = append(posts, completed(post, src, resp.At))
	}
	return posts
}

// completed is a post of src that was read at the given time.
func completed(post social.Post, src social.Source, at time.Time) social.Post {
	post.Source, post.Keep, post.FetchedAt = src.Name, src.Keep, at
	if post.Keep == "" {
		post.Keep = social.KeepMentions
	}
	return post
}

// tombstone is a post that was found deleted at the given time.
func tombstone(platform, id, source string, at time.Time) social.Post {
	return social.Post{Platform: platform, ID: id, Source: source, Deleted: true, FetchedAt: at}
}

// allBefore tells whether a page has posts and all of them are older than since, so
// that the lane need not be followed further. Deleted posts do not count, and a
// post without a time makes it false. A zero since is before everything.
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

// conditional adds to a Conditional request the validators of the last complete run.
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

// keepValidator keeps the validators of an answer for the next run.
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
