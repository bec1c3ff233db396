package youtube

import (
	"fmt"
	"html"
	"net/url"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// readItems reads a list of search results, videos or threads of comments.
func readItems(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	root, err := platform.JSON(resp.Body)
	if err != nil {
		return crawler.Page{}, err
	}
	if !root.Get("items").IsArray() {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer has no items")
	}
	var page crawler.Page
	var videos []string
	for i, item := range root.Get("items").Array() {
		posts, err := read(item, scope.Source.Comments)
		if err != nil {
			page.Skipped = append(page.Skipped, crawler.Skip{Where: fmt.Sprintf("item %d", i+1), Err: err})
			continue
		}
		page.Posts = append(page.Posts, posts...)
		if len(posts) > 0 && !posts[0].Deleted && resp.Request.Step != stepComments {
			videos = append(videos, posts[0].ID)
		}
	}
	page.Next = next(scope, resp, root.Get("nextPageToken").String(), videos)
	// Uploads are newest first; the other playlists are in whatever order they were made.
	page.Unordered = resp.Request.Step == stepPlaylist && !strings.Contains(resp.Request.URL, "playlistId=UU")
	page.Unread = root.Unread()
	return page, nil
}

// next asks for what is missing of the page's videos, and for the next page. Searches
// and playlists have no counts, and searches no whole descriptions: those are requested
// for 50 videos at once, at one unit of quota.
func next(scope crawler.Scope, resp crawler.Response, token string, videos []string) []crawler.Request {
	var requests []crawler.Request
	lists := resp.Request.Step == stepSearch || resp.Request.Step == stepPlaylist
	if lists && len(videos) > 0 {
		requests = append(requests, api(scope, stepVideos, "videos", url.Values{
			"part": {"snippet,statistics"}, "id": {strings.Join(videos, ",")}, "maxResults": {"50"},
		}))
		if scope.Source.Comments > 0 {
			for _, id := range videos {
				requests = append(requests, askComments(scope, resp.At, id))
			}
		}
	}
	if more, ok := platform.Continue(resp.Request, "pageToken", token); ok && resp.Request.Step != stepVideos {
		requests = append(requests, more)
	}
	return requests
}

// askComments asks for the comments on a video, once a day: lists of videos do
// not say how many comments there are.
func askComments(scope crawler.Scope, at time.Time, video string) crawler.Request {
	part := "snippet"
	if scope.Source.Comments > 1 {
		part += ",replies"
	}
	req := api(scope, stepComments, "commentThreads", url.Values{
		"part": {part}, "videoId": {video}, "maxResults": {"100"}, "order": {"time"}, "textFormat": {"plainText"},
	})
	req.Thread = at.Format(time.DateOnly)
	return req
}

// read makes posts of an item: a video is one, a thread is its first comment
// and the replies that came with it. Channels and playlists are none.
func read(item lenient.Node, depth int) ([]social.Post, error) {
	switch kind := item.Get("kind").String(); kind {
	case "youtube#searchResult":
		if item.Get("id.kind").String() != "youtube#video" {
			return nil, nil
		}
		return one(video(item, item.Get("id.videoId").String()))
	case "youtube#playlistItem":
		p, err := video(item, item.Get("snippet.resourceId.videoId").String())
		if item.Get("contentDetails.videoPublishedAt").String() == "" && err == nil {
			if isClosed(item) {
				return []social.Post{{Platform: Name, ID: p.ID, Deleted: true}}, nil
			}
			return nil, nil // it is not out yet
		}
		// The rest of the snippet is about the item: when it was added, and by whom.
		p.CreatedAt = platform.Time(item.Get("contentDetails.videoPublishedAt"))
		if owner := item.Get("snippet.videoOwnerChannelId").String(); owner != "" {
			p.Author = channel(owner, item.Get("snippet.videoOwnerChannelTitle").String())
		}
		return one(p, err)
	case "youtube#video":
		return one(video(item, item.Get("id").String()))
	case "youtube#commentThread":
		first, err := comment(item.Get("snippet.topLevelComment"), item.Get("snippet.videoId").String())
		if err != nil {
			return nil, err
		}
		first.Engagement.Comments = platform.Count(item.Get("snippet.totalReplyCount"))
		posts := []social.Post{first}
		if depth > 1 {
			for _, reply := range item.Get("replies.comments").Array() {
				p, err := comment(reply, first.ThreadID)
				if err != nil {
					// The others of the thread stay.
					reply.Fault(err.Error())
					continue
				}
				posts = append(posts, p)
			}
		}
		return posts, nil
	default:
		return nil, social.Errorf(social.CodeBroken, "it is of kind %.40q", kind)
	}
}

// isClosed tells whether a playlist says of a video that it was deleted or is private:
// there its title is one of these words, and nobody owns it.
func isClosed(item lenient.Node) bool {
	title := item.Get("snippet.title").String()
	return (title == "Deleted video" || title == "Private video") && item.Get("snippet.videoOwnerChannelId").String() == ""
}

func one(p social.Post, err error) ([]social.Post, error) {
	if err != nil {
		return nil, err
	}
	return []social.Post{p}, nil
}

func video(item lenient.Node, id string) (social.Post, error) {
	snippet := item.Get("snippet")
	created := platform.Time(snippet.Get("publishedAt"))
	if id == "" {
		return social.Post{}, social.Errorf(social.CodeBroken, "a video without id")
	}
	p := social.Post{
		Platform: Name, ID: id, ThreadID: id, URL: feedServer + "/watch?v=" + url.QueryEscape(id), CreatedAt: created,
		Author: channel(snippet.Get("channelId").String(), snippet.Get("channelTitle").String()),
		// Titles are escaped in search results, and not in lists of videos.
		Title:    markup.Headline(snippet.Get("title").String()),
		Text:     markup.Plain(html.UnescapeString(snippet.Get("description").String())),
		Language: snippet.Get("defaultAudioLanguage").String(),
		Engagement: social.Engagement{
			Likes: platform.Count(item.Get("statistics.likeCount")), Comments: platform.Count(item.Get("statistics.commentCount")),
			Views: platform.Count(item.Get("statistics.viewCount")),
		},
	}
	if p.Language == "" {
		p.Language = snippet.Get("defaultLanguage").String()
	}
	for _, tag := range snippet.Get("tags").Array() {
		p.Tags = append(p.Tags, tag.String())
	}
	for _, size := range []string{"maxres", "standard", "high", "medium", "default"} {
		if thumb := snippet.Get("thumbnails." + size); thumb.Exists() {
			if u := markup.Resolve(nil, thumb.Get("url").String()); u != "" {
				p.Images = []social.Image{{URL: u, Of: social.OfVideo, Width: platform.Pixels(thumb.Get("width")), Height: platform.Pixels(thumb.Get("height"))}}
			}
			break
		}
	}
	return p, nil
}

// channel is the author that a channel is.
func channel(id, title string) social.Author {
	a := social.Author{Handle: id, Name: html.UnescapeString(title)}
	if id != "" {
		a.URL = feedServer + "/channel/" + url.PathEscape(id)
	}
	return a
}

func comment(item lenient.Node, thread string) (social.Post, error) {
	snippet := item.Get("snippet")
	id, created := item.Get("id").String(), platform.Time(snippet.Get("publishedAt"))
	if id == "" {
		return social.Post{}, social.Errorf(social.CodeBroken, "a comment without id")
	}
	p := social.Post{
		Platform: Name, ID: id, ThreadID: thread, ParentID: snippet.Get("parentId").String(), CreatedAt: created,
		URL: feedServer + "/watch?" + url.Values{"v": {thread}, "lc": {id}}.Encode(),
		Author: social.Author{
			Handle: snippet.Get("authorChannelId.value").String(), Name: snippet.Get("authorDisplayName").String(),
			URL: markup.Resolve(nil, snippet.Get("authorChannelUrl").String()),
		},
		Text:       markup.Plain(snippet.Get("textOriginal").String()),
		Engagement: social.Engagement{Likes: platform.Count(snippet.Get("likeCount"))},
	}
	if p.Text == "" {
		p.Text = markup.Text(snippet.Get("textDisplay").String())
	}
	if p.ParentID == "" {
		p.ParentID = thread
	}
	if edited := platform.Time(snippet.Get("updatedAt")); edited.After(created) {
		p.EditedAt = edited
	}
	return p, nil
}
