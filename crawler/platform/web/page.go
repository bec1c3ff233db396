package web

import (
	"errors"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/internal/social"
)

// readPage makes posts of what a page holds, and requests of its links.
func readPage(scope crawler.Scope, rules rules, resp crawler.Response, address *url.URL) (crawler.Page, error) {
	doc, err := parseDocument(resp, address)
	if err != nil {
		return crawler.Page{}, err
	}
	header := resp.Header.Values("X-Robots-Tag")
	links := linksOf(doc)
	isLinked := len(links) > 0
	var next []crawler.Request
	if !readMeta(doc).forbids(header, "nofollow") {
		next = follow(scope, rules, resp, address, links)
	}
	cut := doc.cut
	found := extract(doc)
	page := crawler.Page{Next: next, Unread: found.unread, Valid: true}
	page.NoteLetters(doc.letters)
	if cut {
		page.Skipped = append(page.Skipped, crawler.Skip{Where: "the end of the page", Err: errors.New("it is cut off")})
	}
	switch {
	case found.wall:
		if gate := resp.Gate(); gate != nil {
			return crawler.Page{}, gate
		}
		return crawler.Page{}, social.Errorf(social.CodeBlocked, "the server sends a login, consent or captcha page instead of the page")
	case !found.isArticle && len(found.replies) == 0:
		if len(next) == 0 && len(page.Skipped) == 0 && (resp.Request.Within == 0 || depthOf(resp.Request) > 0) {
			why := errors.New("it holds no article and no links to follow")
			if found.isMissing {
				why = errors.New("it says that there is no such page")
			} else if found.isListing || isRoot(address) && isLinked {
				why = errors.New("it lists other pages and is no article itself; params.depth 1 reads the pages it links to")
			}
			page.Skipped = append(page.Skipped, crawler.Skip{Where: "the page", Err: why})
		}
		return page, nil
	case found.meta.forbids(header, "noindex"):
		page.Skipped = append(page.Skipped, crawler.Skip{Where: "the page", Err: errors.New("its publisher asks for it not to be stored (noindex)")})
		page.Unread = nil
		return page, nil
	}
	posts, skipped := found.posts()
	page.Posts = posts
	page.Undated = found.undated(posts)
	page.Skipped = append(page.Skipped, skipped...)
	return page, nil
}

// linksOf are the addresses a page links to, without those marked nofollow.
func linksOf(doc document) []string {
	var links []string
	doc.root.Find("a[href], area[href]").Each(func(_ int, s *goquery.Selection) {
		if strings.Contains(strings.ToLower(s.AttrOr("rel", "")), "nofollow") {
			return
		}
		if u := markup.Resolve(doc.base, s.AttrOr("href", "")); u != "" {
			links = append(links, u)
		}
	})
	return links
}
