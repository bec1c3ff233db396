package x

import (
	"fmt"
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// readSearch reads an answer of the API v2.
func readSearch(resp crawler.Response) (crawler.Page, error) {
	root, err := platform.JSON(resp.Body)
	if err != nil {
		return crawler.Page{}, err
	}
	if !root.Get("data").IsArray() && !root.Get("meta").IsObject() {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer has neither data nor meta")
	}
	page := readPosts(root)
	if more, ok := platform.Continue(resp.Request, "next_token", root.Get("meta.next_token").String()); ok {
		page.Next = append(page.Next, more)
	}
	page.Unread = root.Unread()
	return page, nil
}

// readPosts reads the posts of an answer.
func readPosts(root lenient.Node) crawler.Page {
	var page crawler.Page
	with := included(root.Get("includes"))
	for i, item := range root.Get("data").Array() {
		p, err := with.post(item)
		if err != nil {
			page.Skipped = append(page.Skipped, crawler.Skip{Where: fmt.Sprintf("item %d", i+1), Err: err})
			continue
		}
		page.Posts = append(page.Posts, p)
	}
	return page
}

// includes holds the users, media, polls and posts that the posts of an answer refer to.
type includes struct {
	users, media, polls, posts map[string]lenient.Node
}

func included(r lenient.Node) includes {
	with := includes{users: map[string]lenient.Node{}, media: map[string]lenient.Node{}, polls: map[string]lenient.Node{}, posts: map[string]lenient.Node{}}
	for _, p := range r.Get("polls").Objects() {
		with.polls[p.Get("id").String()] = p
	}
	for _, p := range r.Get("tweets").Objects() {
		with.posts[p.Get("id").String()] = p
	}
	for _, u := range r.Get("users").Objects() {
		with.users[u.Get("id").String()] = u
	}
	for _, m := range r.Get("media").Objects() {
		with.media[m.Get("media_key").String()] = m
	}
	return with
}

func (with includes) post(item lenient.Node) (social.Post, error) {
	id := item.Get("id").String()
	created := platform.Time(item.Get("created_at"))
	if created.IsZero() {
		created = createdAt(id)
	}
	if id == "" {
		return social.Post{}, social.Errorf(social.CodeBroken, "a post without id")
	}
	author := with.users[item.Get("author_id").String()]
	name := author.Get("username").String()
	p := social.Post{
		Platform: Name, ID: id, URL: site + "/i/web/status/" + url.PathEscape(id), CreatedAt: created,
		Text: item.Get("note_tweet.text").String(), ThreadID: item.Get("conversation_id").String(),
		Engagement: social.Engagement{
			Likes: platform.Count(item.Get("public_metrics.like_count")), Comments: platform.Count(item.Get("public_metrics.reply_count")),
			Shares: shares(item.Get("public_metrics")), Views: platform.Count(item.Get("public_metrics.impression_count")),
		},
	}
	if name != "" {
		p.URL = site + "/" + url.PathEscape(name) + "/status/" + url.PathEscape(id)
		p.Author = social.Author{Handle: name, Name: author.Get("name").String(), URL: site + "/" + url.PathEscape(name)}
	}
	if lang := item.Get("lang").String(); lang != "und" && !strings.HasPrefix(lang, "q") {
		p.Language = lang
	}
	if p.Text == "" {
		p.Text = item.Get("text").String()
	}
	p.Text = markup.Shown(html.UnescapeString(p.Text), with.shown(item)...)
	for _, ref := range item.Get("referenced_tweets").Objects() {
		if ref.Get("type").String() == "replied_to" {
			p.ParentID = ref.Get("id").String()
		}
	}
	for _, tag := range item.Get("entities.hashtags").Objects() {
		p.Tags = append(p.Tags, tag.Get("tag").String())
	}
	for _, link := range item.Get("entities.urls").Objects() {
		if u := markup.Resolve(nil, link.Get("expanded_url").String()); u != "" && !link.Get("media_key").Exists() {
			p.Links = append(p.Links, u)
		}
	}
	for _, key := range item.Get("attachments.media_keys").Array() {
		m := with.media[key.String()]
		source, of := m.Get("url").String(), social.OfPost
		if kind := m.Get("type").String(); source == "" || kind == "video" || kind == "animated_gif" {
			source, of = m.Get("preview_image_url").String(), social.OfVideo
		}
		if u := markup.Resolve(nil, source); u != "" {
			p.Images = append(p.Images, social.Image{URL: u, Of: of, Alt: m.Get("alt_text").String(), Width: platform.Pixels(m.Get("width")), Height: platform.Pixels(m.Get("height"))})
		}
	}
	p.Images = append(p.Images, cards(item)...)
	return p, nil
}

// cards are the pictures of the pages that a post links to, of each the largest.
func cards(item lenient.Node) []social.Image {
	var list []social.Image
	for _, link := range item.Get("entities.urls").Objects() {
		var largest social.Image
		for _, im := range link.Get("images").Objects() {
			width := platform.Pixels(im.Get("width"))
			if u := markup.Resolve(nil, im.Get("url").String()); u != "" && (largest.URL == "" || width > largest.Width) {
				largest = social.Image{URL: u, Of: social.OfCard, Width: width, Height: platform.Pixels(im.Get("height"))}
			}
		}
		if largest.URL != "" && !slices.ContainsFunc(list, func(known social.Image) bool { return known.URL == largest.URL }) {
			list = append(list, largest)
		}
	}
	return list
}

// shown are the words of a post that stand below its text: the options of a poll,
// the previews of links, and the post it quotes.
func (with includes) shown(item lenient.Node) []string {
	var lines []string
	add := func(s string) { lines = append(lines, markup.Headline(html.UnescapeString(s))) }
	for _, id := range item.Get("attachments.poll_ids").Array() {
		for _, option := range with.polls[id.String()].Get("options").Objects() {
			add(option.Get("label").String())
		}
	}
	for _, link := range item.Get("entities.urls").Objects() {
		add(link.Get("title").String())
		add(link.Get("description").String())
	}
	for _, ref := range item.Get("referenced_tweets").Objects() {
		if q := with.posts[ref.Get("id").String()]; ref.Get("type").String() == "quoted" && q.Exists() {
			words := q.Get("note_tweet.text").String()
			if words == "" {
				words = q.Get("text").String()
			}
			by := with.users[q.Get("author_id").String()].Get("username").String()
			lines = append(lines, markup.Quoted(by, html.UnescapeString(words)))
		}
	}
	return lines
}

// shares are reposts and quotes.
func shares(metrics lenient.Node) *int64 {
	reposts, quotes := platform.Count(metrics.Get("retweet_count")), platform.Count(metrics.Get("quote_count"))
	if reposts == nil || quotes == nil {
		return reposts
	}
	return social.Count(*reposts + *quotes)
}

// createdAt is when a post was created, by its number: since November 2010 they are
// snowflakes, which hold the milliseconds since 1288834974657 above 22 lower
// bits (https://docs.x.com/fundamentals/x-ids).
func createdAt(id string) time.Time {
	const epoch, firstSnowflake = 1288834974657, 29_700_859_247
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil || n < firstSnowflake {
		return time.Time{}
	}
	return time.UnixMilli(n>>22 + epoch).UTC()
}
