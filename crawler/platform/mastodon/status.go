package mastodon

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
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
	Card *struct {
		URL text `json:"url"`
	} `json:"card"`
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
}

// UnmarshalJSON takes the object if there is one; servers also send an empty list.
func (m *meta) UnmarshalJSON(data []byte) error {
	type plain meta
	var p plain
	if bytes.HasPrefix(data, []byte("{")) {
		if err := json.Unmarshal(data, &p); err != nil {
			return err
		}
	}
	*m = meta(p)
	return nil
}

type size struct {
	Width  count `json:"width"`
	Height count `json:"height"`
}

// UnmarshalJSON takes the size if there is one; servers also send an empty list.
func (s *size) UnmarshalJSON(data []byte) error {
	type plain size
	var p plain
	if bytes.HasPrefix(data, []byte("{")) {
		if err := json.Unmarshal(data, &p); err != nil {
			return err
		}
	}
	*s = size(p)
	return nil
}

// text is a string that some servers send as a number or null.
type text string

// UnmarshalJSON takes a string or a number; whatever else there is counts as absent.
func (t *text) UnmarshalJSON(data []byte) error {
	switch {
	case len(data) > 0 && data[0] == '"':
		return json.Unmarshal(data, (*string)(t))
	case len(data) > 0 && (data[0] == '-' || data[0] >= '0' && data[0] <= '9'):
		*t = text(data)
	}
	return nil
}

// flag is a boolean that some servers send as null, a number or a string.
type flag bool

// UnmarshalJSON takes true, 1 and "true" for true and all else for false.
func (f *flag) UnmarshalJSON(data []byte) error {
	s := strings.Trim(string(data), `"`)
	*f = flag(s == "true" || s == "1")
	return nil
}

// count is a number that some servers send as a string; nil is unknown.
type count struct{ n *int64 }

// UnmarshalJSON takes a number that is not negative, bare or in quotes; all
// else counts as unknown.
func (c *count) UnmarshalJSON(data []byte) error {
	c.n = nil
	f, err := strconv.ParseFloat(strings.Trim(string(data), `"`), 64)
	if err == nil && f >= 0 && f < 1<<53 {
		n := int64(f)
		c.n = &n
	}
	return nil
}
