package mastodon

import "fmt"

// TimeFormat is how Mastodon writes a time.
const TimeFormat = "2006-01-02T15:04:05.000Z"

// Status is https://docs.joinmastodon.org/entities/Status/ as far as it
// is filled here; what it never has is there and null or empty, as on a real server.
type Status struct {
	ID             string         `json:"id"`
	CreatedAt      string         `json:"created_at"`
	InReplyToID    *string        `json:"in_reply_to_id"`
	InReplyToAcct  *string        `json:"in_reply_to_account_id"`
	Sensitive      bool           `json:"sensitive"`
	SpoilerText    string         `json:"spoiler_text"`
	Visibility     string         `json:"visibility"`
	Language       string         `json:"language"`
	URI            string         `json:"uri"`
	URL            string         `json:"url"`
	Replies        int64          `json:"replies_count"`
	Reblogs        int64          `json:"reblogs_count"`
	Favourites     int64          `json:"favourites_count"`
	Quotes         int64          `json:"quotes_count"`
	EditedAt       *string        `json:"edited_at"`
	Content        string         `json:"content"`
	Filtered       []any          `json:"filtered"`
	Reblog         *Status        `json:"reblog"`
	Account        Account        `json:"account"`
	Attachments    []Attachment   `json:"media_attachments"`
	Mentions       []any          `json:"mentions"`
	Tags           []Tag          `json:"tags"`
	Emojis         []any          `json:"emojis"`
	Poll           *struct{}      `json:"poll"`
	PreviewCard    *struct{}      `json:"card"`
	QuotedStatus   *struct{}      `json:"quote"`
	QuoteApprovals map[string]any `json:"quote_approval"`
}

// Account is https://docs.joinmastodon.org/entities/Account/.
type Account struct {
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

// Attachment is https://docs.joinmastodon.org/entities/MediaAttachment/.
type Attachment struct {
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

// Tag is https://docs.joinmastodon.org/entities/Status/#Tag.
type Tag struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

// NewStatus is a public status with what it never has null or empty, as on a real server.
func NewStatus() Status {
	return Status{
		Visibility: "public", Filtered: []any{}, Mentions: []any{}, Emojis: []any{}, Tags: []Tag{}, Attachments: []Attachment{},
		QuoteApprovals: map[string]any{"automatic": []string{"public"}, "manual": []string{}, "current_user": "denied"},
	}
}

// Size is what the meta of an attachment tells of a picture of so many pixels.
func Size(width, height int) map[string]any {
	return map[string]any{"width": width, "height": height, "size": fmt.Sprintf("%dx%d", width, height), "aspect": float64(width) / float64(height)}
}
