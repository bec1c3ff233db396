package nostr

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// answer is what a relay sent in a subscription.
type answer struct {
	events  []event
	skipped []crawler.Skip
	notices []string
}

// read reads the messages of a relay. The error is that of a relay that refuses, or
// one that did not come to its end.
func read(resp crawler.Response) (answer, []crawler.Skip, error) {
	root, err := platform.JSON(resp.Body)
	if err != nil {
		return answer{}, nil, err
	}
	if !root.IsArray() {
		return answer{}, nil, social.Errorf(social.CodeBroken, "no messages of a relay")
	}
	var got answer
	ended := false
	for i, message := range root.Array() {
		parts := message.Array()
		if len(parts) == 0 {
			got.skipped = append(got.skipped, crawler.Skip{Where: fmt.Sprintf("message %d", i), Err: social.Errorf(social.CodeBroken, "%.80q", message.Result.String())})
			continue
		}
		switch said := text(parts, 2); text(parts, 0) {
		case "EVENT":
			if len(parts) < 3 {
				parts = append(parts, lenient.Node{}, lenient.Node{})
			}
			e, err := readEvent(parts[2])
			if err != nil {
				got.skipped = append(got.skipped, crawler.Skip{Where: fmt.Sprintf("event %.64s", e.id), Err: err})
				continue
			}
			got.events = append(got.events, e)
		case "EOSE":
			ended = true
		case "CLOSED":
			return got, nil, closed(said)
		case "NOTICE":
			got.notices = append(got.notices, text(parts, 1))
		}
	}
	if !ended {
		return got, nil, social.Errorf(social.CodeBroken, "the relay did not send all of it: %.200s", strings.Join(got.notices, "; "))
	}
	return got, root.Unread(), nil
}

func text(parts []lenient.Node, at int) string {
	if at < len(parts) {
		return parts[at].Result.String()
	}
	return ""
}

// closed is why a relay ends a subscription (NIP-01, NIP-42).
func closed(said string) error {
	code := social.CodeBroken
	switch why, _, _ := strings.Cut(said, ":"); why {
	case "auth-required":
		code = social.CodeLogin
	case "restricted", "blocked":
		code = social.CodeBlocked
	case "rate-limited":
		code = social.CodeRateLimited
	}
	return social.Errorf(code, "the relay refuses: %.200s", said)
}

// Parse reads one answer of a relay.
func (a Adapter) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	got, unread, err := read(resp)
	if err != nil {
		return crawler.Page{}, fmt.Errorf("nostr: %s: %w", resp.URL, err)
	}
	page := crawler.Page{Skipped: got.skipped, Unread: unread, Valid: true, Unordered: true}
	for _, notice := range got.notices {
		page.Notes = append(page.Notes, fmt.Sprintf("the relay says: %.200s", notice))
	}
	if resp.Request.Step == stepList {
		err = continued(scope, resp, got.events, &page)
		return page, err
	}
	page.Skipped = nil // named with the list
	names := map[string]string{}
	for _, e := range got.events {
		if e.kind == kindProfile {
			names[e.key] = profileName(e)
		}
	}
	deleted := deletions(got.events)
	for _, e := range got.events {
		if !slices.Contains(posts, int(e.kind)) {
			continue
		}
		if at, is := deleted[e.identity()]; is && (e.kind != kindArticle || at >= e.at) {
			page.Posts = append(page.Posts, gone(e.identity()))
			continue
		}
		page.Posts = append(page.Posts, e.post(names))
	}
	ref := resp.Request.Asks
	if ref == nil {
		return page, nil
	}
	page.Skipped = got.skipped
	if _, is := deleted[ref.ID]; is && len(page.Posts) == 0 {
		page.Posts = []social.Post{gone(ref.ID)}
	}
	if !slices.ContainsFunc(page.Posts, func(p social.Post) bool { return p.ID == ref.ID }) {
		// No word of the author's: relays drop what is old.
		return crawler.Page{}, social.Errorf(social.CodeBroken, "nostr: %s: the relay has neither the post nor its deletion", resp.URL)
	}
	return page, nil
}

// deletions are the identities of posts that their authors deleted, with the last time at
// which they did: an article can be written again after it.
func deletions(events []event) map[string]int64 {
	times := map[string]int64{}
	for _, e := range events {
		if e.kind != kindDeletion {
			continue
		}
		for _, id := range e.deleted() {
			times[id] = max(times[id], e.at)
		}
	}
	return times
}

func gone(id string) social.Post { return social.Post{Platform: Name, ID: id, Deleted: true} }

// deleted are the identities of the author's posts that a deletion names (NIP-09).
func (e event) deleted() []string {
	var ids []string
	for _, id := range e.values("e") {
		if isKey(id) {
			ids = append(ids, e.key+":"+id)
		}
	}
	for _, place := range e.values("a") {
		if strings.HasPrefix(place, fmt.Sprintf("%d:%s:", kindArticle, e.key)) {
			ids = append(ids, place)
		}
	}
	return ids
}

// profileName is what an author calls themselves.
func profileName(e event) string {
	about, err := lenient.ParseText(e.content)
	if err != nil {
		return ""
	}
	if name := markup.Headline(about.Get("display_name").String()); name != "" {
		return name
	}
	return markup.Headline(about.Get("name").String())
}

// continued asks for the events of a page with the names of their authors, and for the
// next page. An event that does not fit what was asked for is left out: the relay does
// not keep to it.
func continued(scope crawler.Scope, resp crawler.Response, events []event, page *crawler.Page) error {
	until, err := strconv.ParseInt(resp.Request.Vars["until"], 10, 64)
	if err != nil {
		return social.Errorf(social.CodeInternal, "nostr: the request lost its place")
	}
	oldest := int64(0)
	notes, authors := filter{}, filter{Kinds: []int{kindProfile}}
	for _, e := range events {
		if until > 0 && e.at > until || !scope.Since.IsZero() && e.at < scope.Since.Unix() {
			page.Skipped = append(page.Skipped, crawler.Skip{Where: "event " + e.id, Err: social.Errorf(social.CodeBroken, "the relay sent what was not asked for")})
			continue
		}
		if oldest == 0 || e.at < oldest {
			oldest = e.at
		}
		switch {
		case e.kind == kindDeletion:
			for _, id := range e.deleted() {
				page.Posts = append(page.Posts, gone(id))
			}
		case slices.Contains(posts, int(e.kind)) && len(notes.IDs) < 5*pageSize:
			notes.IDs, authors.Authors = append(notes.IDs, e.id), append(authors.Authors, e.key)
		}
	}
	if len(notes.IDs) > 0 {
		notes.IDs, authors.Authors = platform.Once(notes.IDs), platform.Once(authors.Authors)
		// Not every relay drops what was deleted.
		gone := filter{Kinds: []int{kindDeletion}, Authors: authors.Authors, Events: notes.IDs}
		req, err := ask(scope.Source, stepNotes, nil, notes, authors, gone)
		if err != nil {
			return err
		}
		page.Next = append(page.Next, req)
	}
	if strings.HasPrefix(scope.Lane, "query:") || oldest <= 1 {
		return nil // the best matches, and no order in time
	}
	// The second of the oldest is asked for again: there may be more of it.
	next := oldest
	if oldest == until {
		next = oldest - 1
		if len(events) < pageSize {
			return nil
		}
	}
	req, err := list(scope, next)
	if err == nil {
		page.Next = append(page.Next, req)
	}
	return err
}
