package sample

import (
	"fmt"
	"html"
	"strings"
	"time"
)

// mastodonTime is how Mastodon writes a time.
const mastodonTime = "2006-01-02T15:04:05.000Z"

// statusJSON is https://docs.joinmastodon.org/entities/Status/ as far as the
// sample fills it; what it never has is there and null or empty, as on a real server.
type statusJSON struct {
	ID             string           `json:"id"`
	CreatedAt      string           `json:"created_at"`
	InReplyToID    *string          `json:"in_reply_to_id"`
	InReplyToAcct  *string          `json:"in_reply_to_account_id"`
	Sensitive      bool             `json:"sensitive"`
	SpoilerText    string           `json:"spoiler_text"`
	Visibility     string           `json:"visibility"`
	Language       string           `json:"language"`
	URI            string           `json:"uri"`
	URL            string           `json:"url"`
	Replies        int64            `json:"replies_count"`
	Reblogs        int64            `json:"reblogs_count"`
	Favourites     int64            `json:"favourites_count"`
	Quotes         int64            `json:"quotes_count"`
	EditedAt       *string          `json:"edited_at"`
	Content        string           `json:"content"`
	Filtered       []any            `json:"filtered"`
	Reblog         *statusJSON      `json:"reblog"`
	Account        accountJSON      `json:"account"`
	Attachments    []attachmentJSON `json:"media_attachments"`
	Mentions       []any            `json:"mentions"`
	Tags           []tagJSON        `json:"tags"`
	Emojis         []any            `json:"emojis"`
	Poll           *struct{}        `json:"poll"`
	PreviewCard    *struct{}        `json:"card"`
	QuotedStatus   *struct{}        `json:"quote"`
	QuoteApprovals map[string]any   `json:"quote_approval"`
}

// accountJSON is https://docs.joinmastodon.org/entities/Account/.
type accountJSON struct {
	ID           string `json:"id"`
	Username     string `json:"username"`
	Acct         string `json:"acct"`
	DisplayName  string `json:"display_name"`
	Locked       bool   `json:"locked"`
	Bot          bool   `json:"bot"`
	Discoverable bool   `json:"discoverable"`
	Indexable    bool   `json:"indexable"`
	NoIndex      bool   `json:"noindex"`
	Group        bool   `json:"group"`
	CreatedAt    string `json:"created_at"`
	Note         string `json:"note"`
	URL          string `json:"url"`
	URI          string `json:"uri"`
	Avatar       string `json:"avatar"`
	Header       string `json:"header"`
	Followers    int    `json:"followers_count"`
	Following    int    `json:"following_count"`
	Statuses     int    `json:"statuses_count"`
	Emojis       []any  `json:"emojis"`
	Fields       []any  `json:"fields"`
}

// attachmentJSON is https://docs.joinmastodon.org/entities/MediaAttachment/.
type attachmentJSON struct {
	ID               string         `json:"id"`
	Type             string         `json:"type"`
	URL              string         `json:"url"`
	PreviewURL       string         `json:"preview_url"`
	RemoteURL        *string        `json:"remote_url"`
	PreviewRemoteURL *string        `json:"preview_remote_url"`
	TextURL          *string        `json:"text_url"`
	Meta             map[string]any `json:"meta"`
	Description      *string        `json:"description"`
	Blurhash         string         `json:"blurhash"`
}

type tagJSON struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// statusJSON is the note as this server shows it; the caller holds the lock.
func (m *mastodon) statusJSON(n *note) statusJSON {
	s := statusJSON{
		ID: fmt.Sprint(statusID(n, m.place)), CreatedAt: n.created.Format(mastodonTime),
		Visibility: "public", Language: n.lang, URI: n.id(), URL: n.page(m.s.bases),
		Replies: n.comments, Reblogs: n.shares, Favourites: n.likes,
		Content: m.content(n), Account: m.accountJSON(n.author),
		Filtered: []any{}, Mentions: []any{}, Emojis: []any{}, Tags: []tagJSON{}, Attachments: []attachmentJSON{},
		QuoteApprovals: map[string]any{"automatic": []string{"public"}, "manual": []string{}, "current_user": "denied"},
	}
	if !n.edited.IsZero() {
		edited := n.edited.Format(mastodonTime)
		s.EditedAt = &edited
	}
	for _, tag := range n.tags {
		s.Tags = append(s.Tags, tagJSON{Name: tag, URL: m.s.bases[m.place] + "/tags/" + tag})
	}
	for i, shot := range n.shots {
		s.Attachments = append(s.Attachments, m.attachment(n, i, shot))
	}
	return s
}

// attachment is a picture. Both servers name the address on the author's own
// one, so that a federated picture is one picture.
func (m *mastodon) attachment(n *note, index int, s shot) attachmentJSON {
	size := func(w, h int) map[string]any {
		return map[string]any{"width": w, "height": h, "size": fmt.Sprintf("%dx%d", w, h), "aspect": float64(w) / float64(h)}
	}
	p := s.picture
	a := attachmentJSON{
		ID: fmt.Sprint(statusID(n, m.place) + int64(index)), Type: "image",
		URL: p.address(m.s.bases[n.place]), PreviewURL: p.preview(m.s.bases[n.place]),
		Meta:     map[string]any{"original": size(p.width, p.height), "small": size(p.width/2, p.height/2)},
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

func (m *mastodon) accountJSON(a *author) accountJSON {
	acct := a.acct(m.s.bases)
	if a.domain == "" && a.place == m.place {
		acct = a.user
	}
	base := m.s.bases[m.place]
	return accountJSON{
		ID: accountID(a, m.place), Username: a.user, Acct: acct, DisplayName: a.name,
		Discoverable: true, Indexable: true,
		CreatedAt: m.s.world.from.AddDate(0, 0, -a.joined).Truncate(24 * time.Hour).Format(mastodonTime),
		Note:      "<p>Coffee, mostly.</p>", URL: a.profile(m.s.bases), URI: "https://" + a.home() + "/users/" + a.user,
		Avatar: base + "/media/small/" + newPicture("cup", a.number%variants).file(), Header: base + "/media/" + newPicture("beans", a.number%variants).file(),
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
