package mastodon

import (
	"earshot/crawler/lenient"
	"earshot/internal/social"
)

// status is a Status entity
// (https://docs.joinmastodon.org/entities/Status/), as far as it is read.
type status struct {
	ID          text    `json:"id"`
	URI         text    `json:"uri"`
	URL         text    `json:"url"`
	CreatedAt   text    `json:"created_at"`
	EditedAt    text    `json:"edited_at"`
	Visibility  text    `json:"visibility"`
	Language    text    `json:"language"`
	SpoilerText text    `json:"spoiler_text"`
	Content     text    `json:"content"`
	InReplyToID text    `json:"in_reply_to_id"`
	Account     account `json:"account"`
	Reblog      *status `json:"reblog"`

	Replies    count `json:"replies_count"`
	Reblogs    count `json:"reblogs_count"`
	Favourites count `json:"favourites_count"`
	Quotes     count `json:"quotes_count"`

	Media []attachment `json:"media_attachments"`
	Tags  []struct {
		Name text `json:"name"`
	} `json:"tags"`
	Mentions []struct {
		URL text `json:"url"`
	} `json:"mentions"`
	Card  *card  `json:"card"`
	Poll  poll   `json:"poll"`
	Quote quoted `json:"quote"`

	// via is the boost that showed it, if one did.
	via social.Repost
}

// card is a PreviewCard entity.
type card struct {
	URL         text `json:"url"`
	Title       text `json:"title"`
	Description text `json:"description"`
	Provider    text `json:"provider_name"`
	// Image is the picture of the page, Described its description by that page.
	Image     text  `json:"image"`
	Described text  `json:"image_description"`
	Width     count `json:"width"`
	Height    count `json:"height"`
}

// poll is a Poll entity.
type poll struct {
	Options []struct {
		Title text `json:"title"`
	} `json:"options"`
}

// quoted is the status that another quotes, as a Quote entity holds it or, on
// Fedibird and Glitch, by itself.
type quoted struct {
	Status     *status `json:"quoted_status"`
	Visibility text    `json:"visibility"`
	Content    text    `json:"content"`
	Account    account `json:"account"`
}

// status is the quoted status; an empty one where there is none.
func (q quoted) status() status {
	if q.Status != nil {
		return *q.Status
	}
	return status{Visibility: q.Visibility, Content: q.Content, Account: q.Account}
}

type account struct {
	ID          text `json:"id"`
	Username    text `json:"username"`
	Acct        text `json:"acct"`
	DisplayName text `json:"display_name"`
	URL         text `json:"url"`
	NoIndex     flag `json:"noindex"`
	// Fedibird keeps this setting elsewhere.
	OtherSettings struct {
		NoIndex flag `json:"noindex"`
	} `json:"other_settings"`
}

// attachment is a MediaAttachment entity.
type attachment struct {
	Type        text `json:"type"`
	URL         text `json:"url"`
	PreviewURL  text `json:"preview_url"`
	RemoteURL   text `json:"remote_url"`
	Description text `json:"description"`
	Meta        meta `json:"meta"`
}

type meta struct {
	Original size `json:"original"`
	Small    size `json:"small"`
	// Length is how long a recording is, as a clock.
	Length text `json:"length"`
}

type size struct {
	Width  count `json:"width"`
	Height count `json:"height"`
	// Duration is of a recording, in seconds.
	Duration text `json:"duration"`
}

// text is a string that some servers send as a number or null.
type text string

// flag is a boolean that some servers send as null, a number or a string.
type flag bool

// count is a number that some servers send as a string; nil is unknown.
type count struct{ n *int64 }

// ReadNode takes a number that is not negative, bare or in quotes.
func (c *count) ReadNode(v lenient.Node) string {
	c.n = v.Count()
	return ""
}
