package sample

import (
	"fmt"
	"html"
	"strings"
	"time"

	api "earshot/internal/sample/mastodon"
)

// statusOf is the note as this server shows it; the caller holds the lock.
func (m *mastodon) statusOf(n *note) api.Status {
	s := api.NewStatus()
	s.ID, s.CreatedAt, s.Language = fmt.Sprint(statusID(n, m.place)), n.created.Format(api.TimeFormat), n.lang
	s.URI, s.URL, s.Content, s.Account = n.id(), n.page(m.s.bases), m.content(n), m.accountOf(n.author)
	s.Replies, s.Reblogs, s.Favourites = n.comments, n.shares, n.likes
	if !n.edited.IsZero() {
		edited := n.edited.Format(api.TimeFormat)
		s.EditedAt = &edited
	}
	for _, tag := range n.tags {
		s.Tags = append(s.Tags, api.Tag{Name: tag, URL: m.s.bases[m.place] + "/tags/" + tag})
	}
	for i, shot := range n.shots {
		s.Attachments = append(s.Attachments, m.attachment(n, i, shot))
	}
	return s
}

// attachment is a picture. Both servers name the address on the author's own
// one, so that a federated picture is one picture.
func (m *mastodon) attachment(n *note, index int, s shot) api.Attachment {
	p := s.picture
	a := api.Attachment{
		ID: fmt.Sprint(statusID(n, m.place) + int64(index)), Type: "image",
		URL: p.address(m.s.bases[n.place]), PreviewURL: p.preview(m.s.bases[n.place]),
		Meta:     map[string]any{"original": api.Size(p.width, p.height), "small": api.Size(p.width/2, p.height/2)},
		Blurhash: "UKO2?U%2Tw=w]~RBVZRi};RPxuwH%3WBV[W;",
	}
	if m.place != n.place {
		a.RemoteURL = &a.URL
	}
	if s.alt != "" {
		a.Description = &s.alt
	}
	return a
}

// accountID is the identifier of an author on one server.
func accountID(a *author, at place) string {
	return fmt.Sprint(109_000_000_000_000_000 + int64(a.number)*7919*int64(at+1))
}

func (m *mastodon) accountOf(a *author) api.Account {
	acct := a.acct(m.s.bases)
	if a.domain == "" && a.place == m.place {
		acct = a.user
	}
	base := m.s.bases[m.place]
	return api.Account{
		ID: accountID(a, m.place), Username: a.user, Acct: acct, DisplayName: a.name,
		Discoverable: true, Indexable: true,
		CreatedAt: m.s.world.from.AddDate(0, 0, -a.joined).Truncate(24 * time.Hour).Format(api.TimeFormat),
		Note:      "<p>Coffee, mostly.</p>", URL: a.profile(m.s.bases), URI: "https://" + a.home() + "/users/" + a.user,
		Avatar: base + "/media/small/" + newPicture("cup", "", a.number%variants).file(), Header: base + "/media/" + newPicture("beans", "", a.number%variants).file(),
		Followers: 12 + a.number*37%2900, Following: 20 + a.number*13%600, Statuses: 40 + a.number*29%5000,
		Emojis: []any{}, Fields: []any{},
	}
}

// content is the body as Mastodon renders it: paragraphs, hashtags as links,
// and addresses shortened by hiding their ends.
func (m *mastodon) content(n *note) string {
	var out strings.Builder
	for _, paragraph := range n.body {
		out.WriteString("<p>")
		for i, word := range strings.Split(paragraph, " ") {
			if i > 0 {
				out.WriteByte(' ')
			}
			switch {
			case strings.HasPrefix(word, "#"):
				fmt.Fprintf(&out, `<a href="%s/tags/%s" class="mention hashtag" rel="tag">#<span>%s</span></a>`, m.s.bases[m.place], word[1:], word[1:])
			case strings.HasPrefix(word, "https://"):
				out.WriteString(shortened(word))
			default:
				out.WriteString(html.EscapeString(word))
			}
		}
		out.WriteString("</p>")
	}
	return out.String()
}

// shortened shows the first 30 characters of an address after its scheme.
func shortened(address string) string {
	rest := strings.TrimPrefix(address, "https://")
	shown, hidden, class := rest, "", ""
	if len(rest) > 30 {
		shown, hidden, class = rest[:30], rest[30:], "ellipsis"
	}
	return fmt.Sprintf(`<a href="%s" target="_blank" rel="nofollow noopener" translate="no"><span class="invisible">https://</span><span class="%s">%s</span><span class="invisible">%s</span></a>`,
		html.EscapeString(address), class, html.EscapeString(shown), html.EscapeString(hidden))
}
