package reddit

import (
	"html"
	"net/url"
	"regexp"
	"strings"

	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// read makes a post of a link (t3) or comment (t1), as the API's documentation
// of "things" describes them. One that was removed is a deleted post.
func read(kind string, data lenient.Node) (social.Post, error) {
	id := data.Get("name").String()
	if id == "" && data.Get("id").String() != "" {
		id = kind + "_" + data.Get("id").String()
	}
	if id == "" {
		return social.Post{}, social.Errorf(social.CodeBroken, "neither name nor id to tell it by")
	}
	created := platform.Unix(data.Get("created_utc"))
	switch {
	case isHeld(data):
		return social.Post{}, social.Errorf(social.CodeBroken, "%s is held back by a filter, or not shown to this account", id)
	case gone(data):
		return social.Post{Platform: Name, ID: id, Deleted: true}, nil
	}
	p := social.Post{
		Platform: Name, ID: id, Author: redditor(data.Get("author").String()), CreatedAt: created,
		EditedAt: platform.Unix(data.Get("edited")),
		Engagement: social.Engagement{
			Likes: platform.Count(data.Get("score")), Comments: platform.Count(data.Get("num_comments")),
		},
	}
	if data.Get("score_hidden").Bool() {
		p.Engagement.Likes = nil
	}
	body := "body"
	if kind == "t3" {
		body = "selftext"
		p.Title = markup.Headline(data.Get("title").String())
		p.ThreadID = id
	} else {
		p.ThreadID = data.Get("link_id").String()
		p.ParentID = data.Get("parent_id").String()
	}
	p.URL = address(kind, data, p.ThreadID)
	// The HTML is what readers see; it is escaped once more without raw_json.
	fragment := markup.Read(unescaped(data.Get(body+"_html").String()), base())
	p.Text = fragment.Text
	if p.Text == "" {
		p.Text = markup.Plain(data.Get(body).String())
	}
	p.Text = markup.Shown(platform.RedditWords(p.Text), shown(data)...)
	p.Links = fragment.URLs()
	if link := markup.Resolve(base(), html.UnescapeString(data.Get("url").String())); kind == "t3" && !data.Get("is_self").Bool() && link != "" {
		p.Links = platform.Once(append([]string{link}, p.Links...))
	}
	if p.Images = pictures(data); len(p.Images) == 0 {
		p.Images = linked(p.Links)
	}
	if video := data.Get("secure_media.reddit_video"); video.Exists() {
		p.Recordings = platform.Recordings(platform.Recorded(markup.Resolve(base(), unescaped(video.Get("fallback_url").String())), "video/mp4", "", video.Get("duration").String()))
	}
	if flair := data.Get("link_flair_text").String(); flair != "" {
		p.Tags = append(p.Tags, flair)
	}
	return p, nil
}

// shown are the words that stand below the text of a link: the options of a poll,
// and the post that it passes on.
func shown(data lenient.Node) []string {
	var lines []string
	for _, option := range data.Get("poll_data.options").Objects() {
		lines = append(lines, markup.Headline(option.Get("text").String()))
	}
	for _, origin := range data.Get("crosspost_parent_list").Objects() {
		if !gone(origin) {
			lines = append(lines, markup.Headline(origin.Get("title").String()), platform.RedditWords(markup.Text(unescaped(origin.Get("selftext_html").String()))))
		}
	}
	return lines
}

func base() *url.URL { return &url.URL{Scheme: "https", Host: "www.reddit.com", Path: "/"} }

// unescaped decodes the escaping of answers without raw_json.
func unescaped(s string) string {
	if strings.HasPrefix(s, "&lt;") {
		return html.UnescapeString(s)
	}
	return s
}

// gone tells whether a thing was removed, by its author or by others.
func gone(data lenient.Node) bool {
	if by := data.Get("removed_by_category"); by.IsText() {
		return true
	}
	switch data.Get("body").String() + data.Get("selftext").String() {
	case "[deleted]", "[removed]":
		return data.Get("author").String() == "[deleted]" || data.Get("body").Exists()
	default:
		return false
	}
}

// isHeld tells whether a thing waits for a moderator, who may show it again, or is kept
// from the account of the token alone: it is neither gone nor to be read.
func isHeld(data lenient.Node) bool {
	return data.Get("removed_by_category").String() == "automod_filtered" ||
		data.Get("body").String() == "[unavailable]" || data.Get("selftext").String() == "[unavailable]"
}

// address is the page of a thing. Old listings give comments no permalink, but
// that of the thread.
func address(kind string, data lenient.Node, thread string) string {
	if p := data.Get("permalink").String(); p != "" {
		return markup.Resolve(nil, feedServer+p)
	}
	id := data.Get("id").String()
	if kind == "t1" {
		if link := data.Get("link_permalink").String() + data.Get("link_url").String(); strings.Contains(link, "/comments/") {
			return markup.Resolve(base(), strings.TrimSuffix(link, "/")+"/"+id+"/")
		}
		return markup.Resolve(base(), "/comments/"+strings.TrimPrefix(thread, "t3_")+"/_/"+id+"/")
	}
	return markup.Resolve(base(), "/comments/"+id+"/")
}

// directImage finds the addresses of pictures on the servers that the platform shows
// them from, and on Imgur's.
var directImage = regexp.MustCompile(`(?i)^https://(?:(?:i|preview)\.redd\.it|i\.imgur\.com)/[^?#]+\.(?:jpe?g|png|gif|webp)(?:$|[?#])`)

// linked are the pictures that a post links to and of which the answer has no
// preview: new posts, those marked as not for everybody, and links in texts.
func linked(links []string) []social.Image {
	var images []social.Image
	for _, link := range links {
		if directImage.MatchString(link) {
			images = append(images, social.Image{URL: link})
		}
	}
	return images
}

// previewOf is what the preview of a post is of: its picture, its video, or a page that it
// links to, videos at other places among them.
func previewOf(data lenient.Node) social.ImageOf {
	link := html.UnescapeString(data.Get("url").String())
	switch hint := data.Get("post_hint").String(); {
	case hint == "hosted:video" || data.Get("is_video").Bool() || data.Get("secure_media.reddit_video").Exists():
		return social.OfVideo
	case hint == "image" || directImage.MatchString(link) || hint == "" && link == "":
		return social.OfPost
	default:
		return social.OfCard
	}
}

// pictures are those of a gallery in its order, or else those of the text, or
// else the preview of the post, which for a link is the linked page's picture.
func pictures(data lenient.Node) []social.Image {
	var images []social.Image
	of := social.OfPost
	add := func(source lenient.Node, alt string) {
		for _, key := range []string{"u", "url", "gif"} {
			if u := markup.Resolve(nil, html.UnescapeString(source.Get(key).String())); u != "" {
				width, height := source.Get("x"), source.Get("y")
				if key == "url" {
					width, height = source.Get("width"), source.Get("height")
				}
				images = append(images, social.Image{URL: u, Of: of, Alt: alt, Width: platform.Pixels(width), Height: platform.Pixels(height)})
				return
			}
		}
	}
	media := data.Get("media_metadata").Map()
	data.Get("gallery_data.items").ForEach(func(_, item lenient.Node) bool {
		add(media[item.Get("media_id").String()].Get("s"), item.Get("caption").String())
		return true
	})
	if len(images) > 0 {
		return images
	}
	data.Get("media_metadata").ForEach(func(_, m lenient.Node) bool {
		add(m.Get("s"), "")
		return true
	})
	if len(images) > 0 {
		return images
	}
	of = previewOf(data)
	data.Get("preview.images").ForEach(func(_, m lenient.Node) bool {
		add(m.Get("source"), "")
		return true
	})
	return images
}
