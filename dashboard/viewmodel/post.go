package viewmodel

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/internal/zone"
)

// Marker finds the words of queries in a text, as spans of bytes in order.
type Marker func(text string) []query.Span

// excerptRunes is the length of a text in a list.
const excerptRunes = 420

// emptyLines are lines without text.
var emptyLines = regexp.MustCompile(`\n\s*\n`)

// Excerpt is a post for a list: its text is shortened and has no empty lines, counts
// that are zero are left out, and its sentiment is that toward the brand in view.
func Excerpt(v urlstate.View, s social.StoredPost, now time.Time, mark Marker) component.Post {
	post := Post(v, s, now, mark)
	post.Text, post.Cut = cut(spans(emptyLines.ReplaceAllString(strings.TrimSpace(s.Post.Text), "\n"), mark), excerptRunes)
	post.Engagement = notable(post.Engagement)
	post.Sentiment = Mentioned(s.Analysis, v.Brand)
	return post
}

// Post is a post in full.
func Post(v urlstate.View, s social.StoredPost, now time.Time, mark Marker) component.Post {
	p := s.Post
	post := component.Post{
		Href: PostPath(p.Key()), Platform: Platform(p.Platform), Author: p.Author.Label(),
		AuthorURL: webAddress(p.Author.URL), Source: p.Source, When: published(p, now), Edited: Moment(p.EditedAt, now),
		Title: spans(p.Title, mark), Text: spans(strings.TrimSpace(p.Text), mark), Engagement: engagement(p.Engagement),
		Sentiment: Sentiment(s.Analysis.Sentiment), Language: Language(s.Analysis.Language),
		Original: webAddress(p.URL), Answers: p.ParentID != "", Pictures: Pictures(s, now), Transcripts: Transcripts(s, mark), Recordings: Recordings(p),
	}
	for _, name := range s.Analysis.Brands {
		post.Brands = append(post.Brands, component.Option{Name: name, Href: v.WithBrand(name).URL("/")})
	}
	post.Spam, post.Readings = Spam(s.Analysis.Spam), Readings(v, s.Analysis)
	if original := s.Analysis.Original; original != (social.Key{}) {
		post.CopyOf = component.Option{Name: "Near copy of an earlier post", Href: PostPath(original)}
	}
	for _, tag := range s.Analysis.Hashtags {
		post.Tags = append(post.Tags, component.Option{Name: "#" + tag, Href: v.WithText("#" + tag).URL("/posts")})
	}
	for _, at := range s.Places {
		post.Places = append(post.Places, component.Place{Platform: Platform(at.Platform), Source: at.Source, Href: webAddress(at.URL), Seen: Moment(at.FirstSeen, now)})
	}
	post.PlaceCount = strconv.Itoa(len(s.Places)) + " places"
	return post
}

// published is when a post was published, with what is to be known of that.
func published(p social.Post, now time.Time) component.Moment {
	m := Moment(p.CreatedAt, now)
	day := p.CreatedAt.In(now.Location())
	short := day.Format("2 January")
	if day.Year() != now.Year() {
		short += day.Format(" 2006")
	}
	switch p.DateFrom {
	case social.DateSeen:
		m.Relative = "seen " + short
		m.Exact = "First seen on " + m.Exact + "; it states no readable date, or one that lies ahead"
		if p.Backlog {
			m.Relative += ", not counted"
			m.Exact += ", and no figure counts it, as it was there when its source was first read"
		}
	case social.DateAddress:
		m.Relative, m.Exact = short, day.Format("Monday 2 January 2006")+", by the address of the post; the time of day is not known"
	case social.DatePage:
		m.Exact += ", as found on the page"
	}
	return m
}

// Deleted explains that a post is gone because its platform no longer shows it.
func Deleted(v urlstate.View, p social.Post) component.Note {
	seen := p.FetchedAt.In(v.Zone())
	return component.Note{
		Title: "This post was deleted",
		Text: Platform(p.Platform).Name + " showed it no longer when Earshot looked on " + seen.Format("2 January 2006 at 15:04 ") +
			zone.Offset(seen) + ". Its text, author and pictures were erased here, and it is counted nowhere.",
		Href: v.URL("/posts"), Label: "All posts",
	}
}

// PostPath is the address of a post's own page. The platform's identifier can
// contain any character, slashes included, so it is written in URL-safe base64.
func PostPath(key social.Key) string {
	return "/posts/" + url.PathEscape(key.Platform) + "/" + base64.RawURLEncoding.EncodeToString([]byte(key.ID))
}

// PostKey reads back what PostPath wrote.
func PostKey(platform, encoded string) (social.Key, error) {
	id, err := base64.RawURLEncoding.DecodeString(encoded)
	if err != nil || len(id) == 0 {
		return social.Key{}, social.Errorf(social.CodeNotFound, "there is no post at this address")
	}
	return social.Key{Platform: platform, ID: string(id)}, nil
}

// webAddress returns raw if it is safe as a link, else "".
func webAddress(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return raw
}

// engagement lists the counts a platform may publish, unknown ones included.
func engagement(e social.Engagement) []component.Count {
	counts := []component.Count{count("like", "likes", e.Likes), count("share", "shares", e.Shares),
		count("comment", "comments", e.Comments), count("view", "views", e.Views)}
	return counts
}

// notable leaves out the counts that are zero; when nothing but zero is known,
// it is empty.
func notable(counts []component.Count) []component.Count {
	known := slices.ContainsFunc(counts, func(c component.Count) bool { return c.Known })
	return slices.DeleteFunc(counts, func(c component.Count) bool { return c.Value == "0" || known && !c.Known })
}

func count(one, many string, n *int64) component.Count {
	switch {
	case n == nil:
		return component.Count{Name: many}
	case *n == 1:
		return component.Count{Name: one, Value: "1", Exact: "1", Known: true}
	default:
		return component.Count{Name: many, Value: Short(*n), Exact: Exact(*n), Known: true}
	}
}

// spans splits text at the places mark finds; overlapping and broken places
// are left unmarked.
func spans(text string, mark Marker) []component.Span {
	if text == "" {
		return nil
	}
	var out []component.Span
	at := 0
	if mark != nil {
		for _, place := range mark(text) {
			from, to := place.Start, place.End
			if from < at || to <= from || to > len(text) {
				continue
			}
			if from > at {
				out = append(out, component.Span{Text: text[at:from]})
			}
			out = append(out, component.Span{Text: text[from:to], Mark: true})
			at = to
		}
	}
	if at < len(text) {
		out = append(out, component.Span{Text: text[at:]})
	}
	return out
}

// cut shortens text to about limit runes, at a space where there is one near.
func cut(text []component.Span, limit int) ([]component.Span, bool) {
	left := limit
	for i, s := range text {
		n := utf8.RuneCountInString(s.Text)
		if n <= left {
			left -= n
			continue
		}
		short := string([]rune(s.Text)[:left])
		if space := strings.LastIndexByte(short, ' '); space > len(short)-40 && space > 0 {
			short = short[:space]
		}
		out := append([]component.Span{}, text[:i]...)
		return append(out, component.Span{Text: short + "…", Mark: s.Mark}), true
	}
	return text, false
}
