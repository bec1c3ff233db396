package web

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"earshot/crawler/markup"
	"earshot/internal/date"
	"earshot/internal/social"
)

// facts are what one way of describing a page says of its post. What it does
// not say is empty.
type facts struct {
	title, text, language string
	author                social.Author
	created, edited       time.Time
	// dateFrom says where created comes from.
	dateFrom   social.DateFrom
	images     []social.Image
	tags       []string
	engagement social.Engagement
}

// orElse fills the empty fields of f from g.
func (f facts) orElse(g facts) facts {
	f.title = first(f.title, g.title)
	f.text = first(f.text, g.text)
	f.language = first(f.language, g.language)
	switch {
	case f.author.Name == "":
		f.author.Name = g.author.Name
		f.author.URL = first(f.author.URL, g.author.URL)
	case strings.EqualFold(f.author.Name, g.author.Name):
		f.author.URL = first(f.author.URL, g.author.URL)
	}
	if f.created.IsZero() || isDay(f.created) && !isDay(g.created) && g.created.Sub(f.created).Abs() < 24*time.Hour {
		// One that has a time of day is more exact.
		f.created, f.dateFrom = g.created, g.dateFrom
	}
	if f.edited.IsZero() {
		f.edited = g.edited
	}
	f.images = append(f.images, g.images...)
	if len(f.tags) == 0 {
		f.tags = g.tags
	}
	for _, pair := range []struct{ have, other **int64 }{
		{&f.engagement.Likes, &g.engagement.Likes}, {&f.engagement.Shares, &g.engagement.Shares},
		{&f.engagement.Comments, &g.engagement.Comments}, {&f.engagement.Views, &g.engagement.Views},
	} {
		if *pair.have == nil {
			*pair.have = *pair.other
		}
	}
	return f
}

// isDay tells whether a time is that of a date without a time of day.
func isDay(at time.Time) bool { return at.Truncate(24 * time.Hour).Equal(at) }

func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// factsOf reads a thing that is a post.
func factsOf(t *thing, base *url.URL) facts {
	if t == nil {
		return facts{}
	}
	f := facts{
		title:    headline(t.text("headline", "name")),
		text:     t.body(),
		language: language(t.text("inLanguage")),
		author:   t.author(base),
		created:  t.date("datePublished", "dateCreated", "uploadDate", "datePosted", "commentTime"),
		edited:   t.date("dateModified"),
		images:   t.images(base),
		tags:     splitTags(t.props["keywords"]),
	}
	if !f.created.IsZero() {
		f.dateFrom = social.DateStated
	}
	f.engagement = t.engagement()
	return f
}

// markupInText finds text that is markup.
var markupInText = regexp.MustCompile(`(?i)</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|img|blockquote|figure)(?:\s[^<>]*)?/?>`)

// maxUpdates limits the updates of a live blog that are read.
const maxUpdates = 500

// body is the text a thing holds; that of a live blog with its updates.
func (t *thing) body() string {
	parts := []string{t.ownBody()}
	for i, update := range t.things("liveBlogUpdate") {
		if i < maxUpdates {
			parts = append(parts, headline(update.text("headline", "name")), update.ownBody())
		}
	}
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	return strings.Join(parts, "\n\n")
}

func (t *thing) ownBody() string {
	text := t.text("articleBody", "reviewBody", "text", "commentText")
	if !t.isHTML {
		if parts := t.props["articleBody"]; len(parts) > 1 {
			// Some pages mark up every paragraph on its own.
			var all []string
			for _, part := range parts {
				all = append(all, textOf(part))
			}
			return strings.Join(all, "\n\n")
		}
		return text
	}
	if strings.Contains(text, "&lt;") && !strings.Contains(text, "<") {
		text = html.UnescapeString(text)
	}
	if markupInText.MatchString(text) {
		return markup.Text(text)
	}
	return markup.Plain(html.UnescapeString(text))
}

func (t *thing) date(names ...string) time.Time {
	for _, name := range names {
		for _, v := range t.props[name] {
			if at, ok := date.Parse(textOf(v)); ok {
				return at
			}
		}
	}
	return time.Time{}
}

// author joins those who wrote a thing; the address is that of a single one.
func (t *thing) author(base *url.URL) social.Author {
	var names []string
	address := ""
	for _, v := range append(append([]any{}, t.props["author"]...), t.props["creator"]...) {
		name, at := "", ""
		switch v := v.(type) {
		case string:
			name = v
		case *thing:
			name, at = v.text("name", "alternateName"), v.address(base, "url", "sameAs")
			if name == "" && v.props["givenName"] != nil {
				name = v.text("givenName") + " " + v.text("familyName")
			}
		}
		if name = authorName(name); name == "" {
			continue
		}
		if !contains(names, name) {
			names = append(names, name)
			address = at
		}
	}
	if len(names) != 1 {
		address = ""
	}
	return social.Author{Name: strings.Join(names, ", "), URL: address}
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if strings.EqualFold(e, s) {
			return true
		}
	}
	return false
}

// counters are the interaction types of schema.org that are counted.
var counters = map[string]func(*social.Engagement) **int64{
	"LikeAction": likes, "AgreeAction": likes, "UserLikes": likes,
	"ShareAction":   shares,
	"CommentAction": comments, "ReplyAction": comments, "WriteAction": nil, "UserComments": comments,
	"WatchAction": views, "ViewAction": views, "ReadAction": views, "UserPageVisits": views, "UserPlays": views,
}

func likes(e *social.Engagement) **int64    { return &e.Likes }
func shares(e *social.Engagement) **int64   { return &e.Shares }
func comments(e *social.Engagement) **int64 { return &e.Comments }
func views(e *social.Engagement) **int64    { return &e.Views }

// engagement reads the counts a thing states.
func (t *thing) engagement() social.Engagement {
	var e social.Engagement
	set := func(field **int64, text string) {
		if n, ok := count(text); ok && *field == nil {
			*field = &n
		}
	}
	for _, counter := range t.things("interactionStatistic", "interactionCount") {
		kind := ""
		for _, v := range counter.props["interactionType"] {
			switch v := v.(type) {
			case string:
				kind = shortType(v)
			case *thing:
				kind = shortType(first(strings.Join(v.types, " "), v.id))
			}
		}
		if field := counters[kind]; field != nil {
			set(field(&e), counter.text("userInteractionCount", "interactionCount"))
		}
	}
	// The older form is "UserComments:12".
	for _, v := range t.props["interactionCount"] {
		kind, n, _ := strings.Cut(textOf(v), ":")
		if field := counters[shortType(kind)]; field != nil {
			set(field(&e), n)
		}
	}
	set(&e.Likes, t.text("upvoteCount"))
	set(&e.Comments, t.text("commentCount"))
	set(&e.Comments, t.text("answerCount"))
	return e
}

// count reads a whole number, with or without separators of thousands.
func count(s string) (int64, bool) {
	s = strings.NewReplacer(",", "", " ", "", "\u00a0", "").Replace(strings.TrimSpace(s))
	s = strings.TrimSuffix(s, ".0")
	n, err := strconv.ParseInt(s, 10, 64)
	return n, err == nil && n >= 0
}

func splitTags(values []any) []string {
	var tags []string
	for _, v := range values {
		for _, tag := range strings.FieldsFunc(textOf(v), func(r rune) bool { return r == ',' || r == '，' || r == '、' || r == ';' }) {
			if tag = headline(tag); tag != "" && !contains(tags, tag) && len(tags) < 50 {
				tags = append(tags, tag)
			}
		}
	}
	return tags
}

func headline(s string) string { return markup.Headline(html.UnescapeString(s)) }

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$`)

// language returns a BCP 47 tag, or "" for anything else.
func language(s string) string {
	if s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-"); languageTag.MatchString(s) {
		return s
	}
	return ""
}
