package page

import (
	"time"
	"unicode/utf8"

	"google.golang.org/protobuf/encoding/protowire"

	"earshot/internal/social"
)

// The numbers of the fields of a post. That of a time is of its seconds, the next one of
// its nanoseconds.
const (
	fieldPlatform protowire.Number = iota + 1
	fieldID
	fieldSource
	fieldURL
	fieldHandle
	fieldName
	fieldAuthorURL
	fieldTitle
	fieldText
	fieldLanguage
	fieldCreated
	fieldCreatedNanos
	fieldDateFrom
	fieldBacklog
	fieldEdited
	fieldEditedNanos
	fieldParent
	fieldThread
	fieldTag
	fieldLink
	fieldImage
	fieldLikes
	fieldShares
	fieldComments
	fieldViews
	fieldDeleted
	fieldAddress
	fieldReadURL
	fieldSharedURL
	fieldRepostOf
	fieldVia
	fieldMerged
	fieldKeep
	fieldFetched
	fieldFetchedNanos
	fieldTranscript
	fieldTranscriptFrom
	fieldTranscriptLanguage
	fieldRecording
)

// The numbers of the fields of a picture, of a repost and of what was merged.
const (
	imageURL protowire.Number = iota + 1
	imageAlt
	imageWidth
	imageHeight
	imageOf
)

const (
	recordingURL protowire.Number = iota + 1
	recordingType
	recordingSeconds
	recordingBytes
)

const (
	viaID protowire.Number = iota + 1
	viaURL
)

const (
	mergedPages protowire.Number = iota + 1
	mergedFeeds
	mergedRenamed
	mergedReposts
	mergedDuplicates
)

func appendPost(b []byte, p *social.Post) []byte {
	b = appendText(b, fieldPlatform, p.Platform)
	b = appendText(b, fieldID, p.ID)
	b = appendText(b, fieldSource, p.Source)
	b = appendText(b, fieldURL, p.URL)
	b = appendText(b, fieldHandle, p.Author.Handle)
	b = appendText(b, fieldName, p.Author.Name)
	b = appendText(b, fieldAuthorURL, p.Author.URL)
	b = appendText(b, fieldTitle, p.Title)
	b = appendText(b, fieldText, p.Text)
	b = appendText(b, fieldLanguage, p.Language)
	b = appendTime(b, fieldCreated, p.CreatedAt)
	b = appendText(b, fieldDateFrom, string(p.DateFrom))
	b = appendFlag(b, fieldBacklog, p.Backlog)
	b = appendTime(b, fieldEdited, p.EditedAt)
	b = appendText(b, fieldParent, p.ParentID)
	b = appendText(b, fieldThread, p.ThreadID)
	b = appendList(b, fieldTag, p.Tags)
	b = appendList(b, fieldLink, p.Links)
	for i := range p.Images {
		b = appendImage(b, &p.Images[i])
	}
	b = appendCount(b, fieldLikes, p.Engagement.Likes)
	b = appendCount(b, fieldShares, p.Engagement.Shares)
	b = appendCount(b, fieldComments, p.Engagement.Comments)
	b = appendCount(b, fieldViews, p.Engagement.Views)
	b = appendFlag(b, fieldDeleted, p.Deleted)
	b = appendText(b, fieldAddress, p.Address)
	b = appendText(b, fieldReadURL, p.ReadURL)
	b = appendFlag(b, fieldSharedURL, p.SharedURL)
	b = appendText(b, fieldRepostOf, p.RepostOf)
	if p.Via != (social.Repost{}) {
		b = appendVia(b, p.Via)
	}
	if p.Merged != (social.Merged{}) {
		b = appendMerged(b, p.Merged)
	}
	b = appendText(b, fieldKeep, string(p.Keep))
	b = appendTime(b, fieldFetched, p.FetchedAt)
	b = appendText(b, fieldTranscript, p.Transcript)
	b = appendText(b, fieldTranscriptFrom, string(p.TranscriptFrom))
	b = appendText(b, fieldTranscriptLanguage, p.TranscriptLanguage)
	for i := range p.Recordings {
		b = appendRecording(b, &p.Recordings[i])
	}
	return b
}

func appendRecording(b []byte, r *social.Recording) []byte {
	var in []byte
	in = appendText(in, recordingURL, r.URL)
	in = appendText(in, recordingType, r.Type)
	in = appendNumber(in, recordingSeconds, r.Seconds)
	in = appendNumber(in, recordingBytes, r.Bytes)
	return appendBytes(b, fieldRecording, in)
}

func appendImage(b []byte, im *social.Image) []byte {
	var in []byte
	in = appendText(in, imageURL, im.URL)
	in = appendText(in, imageAlt, im.Alt)
	in = appendNumber(in, imageWidth, int64(im.Width))
	in = appendNumber(in, imageHeight, int64(im.Height))
	in = appendText(in, imageOf, string(im.Of))
	return appendBytes(b, fieldImage, in)
}

func appendVia(b []byte, via social.Repost) []byte {
	return appendBytes(b, fieldVia, appendText(appendText(nil, viaID, via.ID), viaURL, via.URL))
}

func appendMerged(b []byte, m social.Merged) []byte {
	var in []byte
	in = appendNumber(in, mergedPages, m.Pages)
	in = appendNumber(in, mergedFeeds, m.Feeds)
	in = appendNumber(in, mergedRenamed, m.Renamed)
	in = appendNumber(in, mergedReposts, m.Reposts)
	in = appendNumber(in, mergedDuplicates, m.Duplicates)
	return appendBytes(b, fieldMerged, in)
}

func appendBytes(b []byte, n protowire.Number, in []byte) []byte {
	return protowire.AppendBytes(protowire.AppendTag(b, n, protowire.BytesType), in)
}

func appendText(b []byte, n protowire.Number, s string) []byte {
	if s == "" {
		return b
	}
	return appendItem(b, n, s)
}

// appendItem is appendText of one of a list, which may be empty.
func appendItem(b []byte, n protowire.Number, s string) []byte {
	if !utf8.ValidString(s) {
		s = string([]rune(s))
	}
	return protowire.AppendString(protowire.AppendTag(b, n, protowire.BytesType), s)
}

func appendList(b []byte, n protowire.Number, list []string) []byte {
	for _, s := range list {
		b = appendItem(b, n, s)
	}
	return b
}

func appendNumber(b []byte, n protowire.Number, value int64) []byte {
	if value == 0 {
		return b
	}
	return appendCount(b, n, &value)
}

// appendCount appends a count that may be unknown, which is not zero.
func appendCount(b []byte, n protowire.Number, value *int64) []byte {
	if value == nil {
		return b
	}
	return protowire.AppendVarint(protowire.AppendTag(b, n, protowire.VarintType), protowire.EncodeZigZag(*value))
}

func appendFlag(b []byte, n protowire.Number, value bool) []byte {
	if !value {
		return b
	}
	return protowire.AppendVarint(protowire.AppendTag(b, n, protowire.VarintType), 1)
}

func appendTime(b []byte, n protowire.Number, t time.Time) []byte {
	if t.IsZero() {
		return b
	}
	seconds := t.Unix()
	return appendNumber(appendCount(b, n, &seconds), n+1, int64(t.Nanosecond()))
}
