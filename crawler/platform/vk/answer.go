package vk

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// readAnswer reads what a method answers: response, or error under a status of
// success.
func readAnswer(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	root, err := platform.JSON(resp.Body)
	if err != nil {
		return crawler.Page{}, err
	}
	if fault := root.Get("error"); fault.Exists() {
		return crawler.Page{}, refusal(fault)
	}
	answer := root.Get("response")
	list := answer.Get("items")
	if answer.IsArray() {
		list = answer // that of wall.getById, without extended
	}
	if !list.IsArray() {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer has no items")
	}
	r := reader{names: names(answer), step: resp.Request.Step}
	items, held := list.Array(), map[string]bool{}
	for i, item := range items {
		held[identity(item)] = true
		p, err := r.post(item)
		if err != nil {
			r.page.Skipped = append(r.page.Skipped, crawler.Skip{Where: fmt.Sprintf("item %d", i+1), Err: err})
			continue
		}
		r.page.Posts = append(r.page.Posts, p)
		if scope.Source.Comments > 0 && r.lists() && item.Get("comments.count").Int() > 0 {
			req := call(scope, stepComments, "wall.getComments", url.Values{
				"owner_id": {owner(item)}, "post_id": {item.Get("id").String()}, "need_likes": {"1"}, "extended": {"1"},
				"count": {"100"}, "sort": {"desc"}, "thread_items_count": {"0"},
			})
			req.Thread = item.Get("comments.count").String()
			r.page.Next = append(r.page.Next, req)
		}
	}
	if next, ok := nextPage(resp.Request, answer, len(items)); ok && r.step != stepPost && r.step != stepComment {
		r.page.Next = append(r.page.Next, next)
	}
	if r.step == stepPost {
		r.page.Absent = platform.Absent(resp.Request, held)
	}
	r.page.Unread = root.Unread()
	return r.page, nil
}

// refusal names an error of the interface (https://dev.vk.com/en/reference/errors).
func refusal(fault lenient.Node) error {
	message := fault.Get("error_msg").String()
	switch code := fault.Get("error_code").Int(); code {
	case 6, 9, 29:
		return social.Errorf(social.CodeRateLimited, "the interface asks to come back later (error %d: %.200s)", code, message)
	case 5, 7, 14, 15, 17, 18, 27, 28, 30, 203:
		return social.Errorf(social.CodeBlocked, "the interface refuses (error %d: %.200s); check the token, and whether the wall is public", code, message)
	case 10:
		return social.Errorf(social.CodeUnavailable, "the interface fails (error %d: %.200s)", code, message)
	default:
		return social.Errorf(social.CodeBroken, "the interface does not accept the request (error %d: %.200s)", code, message)
	}
}

// nextPage asks for the next page: a search names its cursor, a list counts an
// offset.
func nextPage(req crawler.Request, answer lenient.Node, held int) (crawler.Request, bool) {
	u, err := url.Parse(req.URL)
	if err != nil || held == 0 {
		return req, false
	}
	if from := answer.Get("next_from").String(); from != "" || req.Step == stepSearch {
		return platform.Continue(req, "start_from", from)
	}
	offset, err := strconv.Atoi("0" + u.Query().Get("offset"))
	if err != nil || int64(offset+held) >= answer.Get("count").Int() {
		return req, false
	}
	return platform.Continue(req, "offset", strconv.Itoa(offset+held))
}

// name is the name of a person or community.
type name struct{ handle, shown string }

// names are those of the people and communities of an answer, which posts name
// by number, communities by a negative one.
func names(answer lenient.Node) map[int64]name {
	all := map[int64]name{}
	for _, p := range answer.Get("profiles").Objects() {
		all[p.Get("id").Int()] = name{p.Get("screen_name").String(), strings.TrimSpace(p.Get("first_name").String() + " " + p.Get("last_name").String())}
	}
	for _, g := range answer.Get("groups").Objects() {
		all[-g.Get("id").Int()] = name{g.Get("screen_name").String(), g.Get("name").String()}
	}
	return all
}

type reader struct {
	names map[int64]name
	step  string
	page  crawler.Page
}

// lists tells whether the answer is a list of posts.
func (r *reader) lists() bool { return r.step == stepWall || r.step == stepSearch }

func owner(item lenient.Node) string { return item.Get("owner_id").String() }

func (r *reader) post(item lenient.Node) (social.Post, error) {
	id, created := item.Get("id").String(), platform.Unix(item.Get("date"))
	if id == "" || owner(item) == "" {
		return social.Post{}, social.Errorf(social.CodeBroken, "a post without id or owner_id")
	}
	if isDeleted(item) {
		return social.Post{Platform: Name, ID: identity(item), Deleted: true}, nil
	}
	p := social.Post{
		Platform: Name, ID: identity(item), CreatedAt: created, EditedAt: platform.Unix(item.Get("edited")),
		Author: r.author(item.Get("from_id").Int()), Text: markup.Plain(item.Get("text").String()),
		Engagement: social.Engagement{
			Likes: platform.Count(item.Get("likes.count")), Shares: platform.Count(item.Get("reposts.count")),
			Comments: platform.Count(item.Get("comments.count")), Views: platform.Count(item.Get("views.count")),
		},
	}
	p.ThreadID, p.URL = p.ID, site+"/wall"+p.ID
	if r.step == stepComments || r.step == stepComment {
		p.ThreadID = owner(item) + "_" + item.Get("post_id").String()
		p.ParentID = p.ThreadID
		p.Engagement.Comments = platform.Count(item.Get("thread.count"))
		p.URL = site + "/wall" + p.ThreadID + "?reply=" + url.QueryEscape(id)
	}
	for _, word := range strings.Fields(p.Text) {
		if tag, ok := strings.CutPrefix(word, "#"); ok && tag != "" {
			// Tags of a community are written #tag@community.
			tag, _, _ = strings.Cut(tag, "@")
			p.Tags = append(p.Tags, strings.TrimRight(tag, ".,;:!?)"))
		}
	}
	for _, a := range item.Get("attachments").Objects() {
		r.attach(&p, a)
	}
	p.Text = markup.Shown(p.Text, r.shown(item)...)
	return p, nil
}

// shown are the words of an item that stand below its text: polls, documents,
// videos and previews of links, and the posts that it passes on.
func (r *reader) shown(item lenient.Node) []string {
	var lines []string
	for _, a := range item.Get("attachments").Objects() {
		kind := a.Get("type").String()
		add := func(keys ...string) {
			for _, key := range keys {
				for _, v := range a.Get(kind + "." + key).Array() {
					lines = append(lines, markup.Headline(v.String()))
				}
			}
		}
		switch kind {
		case "poll":
			add("question", "answers.#.text")
		case "doc", "video", "album":
			add("title")
		case "link":
			add("title", "description", "caption")
		case "market":
			add("title", "description")
		}
	}
	for _, origin := range item.Get("copy_history").Objects() {
		by := r.author(origin.Get("from_id").Int())
		lines = append(lines, markup.Quoted(by.Label(), markup.Plain(origin.Get("text").String())))
	}
	return lines
}

func (r *reader) attach(p *social.Post, a lenient.Node) {
	switch kind := a.Get("type").String(); kind {
	case "photo", "posted_photo":
		if im, ok := largest(a.Get(kind+".sizes"), a.Get(kind+".text").String()); ok {
			p.Images = append(p.Images, im)
		}
	case "video":
		if im, ok := largest(a.Get("video.image"), a.Get("video.title").String()); ok {
			im.Of = social.OfVideo
			p.Images = append(p.Images, im)
		}
	case "link":
		if u := markup.Resolve(nil, a.Get("link.url").String()); u != "" {
			p.Links = append(p.Links, u)
		}
		if im, ok := largest(a.Get("link.photo.sizes"), ""); ok {
			im.Of = social.OfCard
			p.Images = append(p.Images, im)
		}
	}
}

// largest is the widest of the sizes of a picture.
func largest(sizes lenient.Node, alt string) (best social.Image, ok bool) {
	for _, s := range sizes.Objects() {
		u := markup.Resolve(nil, s.Get("url").String())
		if width := platform.Pixels(s.Get("width")); u != "" && (!ok || width > best.Width) {
			best, ok = social.Image{URL: u, Alt: alt, Width: width, Height: platform.Pixels(s.Get("height"))}, true
		}
	}
	return best, ok
}

func (r *reader) author(id int64) social.Author {
	if id == 0 {
		return social.Author{}
	}
	known := r.names[id]
	usual := "id" + strconv.FormatInt(id, 10)
	if id < 0 {
		usual = "club" + strconv.FormatInt(-id, 10)
	}
	if known.handle == "" {
		known.handle = usual
	}
	return social.Author{Handle: known.handle, Name: known.shown, URL: site + "/" + url.PathEscape(usual)}
}
