package page

import (
	"time"

	"google.golang.org/protobuf/encoding/protowire"

	"earshot/internal/social"
)

// field is a field as it was read: a number or bytes.
type field struct {
	number protowire.Number
	value  uint64
	bytes  []byte
}

// eachField hands the fields of a message to do. Those of kinds that are not written
// here are passed over.
func eachField(b []byte, do func(field) error) error {
	for len(b) > 0 {
		number, kind, n := protowire.ConsumeTag(b)
		if n < 0 {
			return protowire.ParseError(n)
		}
		b = b[n:]
		f := field{number: number}
		switch kind {
		case protowire.VarintType:
			f.value, n = protowire.ConsumeVarint(b)
		case protowire.BytesType:
			f.bytes, n = protowire.ConsumeBytes(b)
		default:
			f.number = 0
			n = protowire.ConsumeFieldValue(number, kind, b)
		}
		if n < 0 {
			return protowire.ParseError(n)
		}
		b = b[n:]
		if err := do(f); err != nil {
			return err
		}
	}
	return nil
}

// text is the bytes as text; that of the post before where it is the same, as its
// platform and source mostly are.
func (f field) text(before string) string {
	if string(f.bytes) == before {
		return before
	}
	return string(f.bytes)
}

func (f field) count() int64 { return protowire.DecodeZigZag(f.value) }

// readPost reads a post that follows before.
func readPost(b []byte, before *social.Post) (p social.Post, err error) {
	err = eachField(b, func(f field) error { return readField(&p, f, before) })
	return p, err
}

func readField(p *social.Post, f field, before *social.Post) (err error) {
	switch f.number {
	case fieldPlatform:
		p.Platform = f.text(before.Platform)
	case fieldID:
		p.ID = f.text("")
	case fieldSource:
		p.Source = f.text(before.Source)
	case fieldURL:
		p.URL = f.text("")
	case fieldHandle:
		p.Author.Handle = f.text("")
	case fieldName:
		p.Author.Name = f.text("")
	case fieldAuthorURL:
		p.Author.URL = f.text("")
	case fieldTitle:
		p.Title = f.text("")
	case fieldText:
		p.Text = f.text("")
	case fieldLanguage:
		p.Language = f.text(before.Language)
	case fieldParent:
		p.ParentID = f.text("")
	case fieldThread:
		p.ThreadID = f.text("")
	case fieldTag:
		p.Tags = append(p.Tags, f.text(""))
	case fieldLink:
		p.Links = append(p.Links, f.text(""))
	case fieldLikes:
		p.Engagement.Likes = social.Count(f.count())
	case fieldShares:
		p.Engagement.Shares = social.Count(f.count())
	case fieldComments:
		p.Engagement.Comments = social.Count(f.count())
	case fieldViews:
		p.Engagement.Views = social.Count(f.count())
	case fieldImage:
		var im social.Image
		im, err = readImage(f.bytes)
		p.Images = append(p.Images, im)
	default:
		return readRarer(p, f, before)
	}
	return err
}

// readRarer reads the fields that say how a post was read.
func readRarer(p *social.Post, f field, before *social.Post) (err error) {
	switch f.number {
	case fieldCreated, fieldCreatedNanos:
		p.CreatedAt = readTime(p.CreatedAt, f, fieldCreated)
	case fieldEdited, fieldEditedNanos:
		p.EditedAt = readTime(p.EditedAt, f, fieldEdited)
	case fieldFetched, fieldFetchedNanos:
		p.FetchedAt = readTime(p.FetchedAt, f, fieldFetched)
	case fieldDateFrom:
		p.DateFrom = social.DateFrom(f.text(string(before.DateFrom)))
	case fieldBacklog:
		p.Backlog = f.value != 0
	case fieldDeleted:
		p.Deleted = f.value != 0
	case fieldAddress:
		p.Address = f.text("")
	case fieldReadURL:
		p.ReadURL = f.text("")
	case fieldSharedURL:
		p.SharedURL = f.value != 0
	case fieldRepostOf:
		p.RepostOf = f.text("")
	case fieldVia:
		p.Via, err = readVia(f.bytes)
	case fieldMerged:
		p.Merged, err = readMerged(f.bytes)
	case fieldKeep:
		p.Keep = social.Keep(f.text(string(before.Keep)))
	case fieldTranscript:
		p.Transcript = f.text("")
	case fieldTranscriptFrom:
		p.TranscriptFrom = social.TranscriptFrom(f.text(string(before.TranscriptFrom)))
	case fieldTranscriptLanguage:
		p.TranscriptLanguage = f.text(before.TranscriptLanguage)
	case fieldRecording:
		var r social.Recording
		r, err = readRecording(f.bytes)
		p.Recordings = append(p.Recordings, r)
	}
	return err
}

// readTime reads the seconds of a time, or the nanoseconds that follow them.
func readTime(t time.Time, f field, seconds protowire.Number) time.Time {
	if f.number == seconds {
		return time.Unix(f.count(), 0).UTC()
	}
	return time.Unix(t.Unix(), f.count()).UTC()
}

func readImage(b []byte) (im social.Image, err error) {
	err = eachField(b, func(f field) error {
		switch f.number {
		case imageURL:
			im.URL = f.text("")
		case imageAlt:
			im.Alt = f.text("")
		case imageWidth:
			im.Width = int(f.count())
		case imageHeight:
			im.Height = int(f.count())
		case imageOf:
			im.Of = social.ImageOf(f.text(""))
		}
		return nil
	})
	return im, err
}

func readRecording(b []byte) (r social.Recording, err error) {
	err = eachField(b, func(f field) error {
		switch f.number {
		case recordingURL:
			r.URL = f.text("")
		case recordingType:
			r.Type = f.text("")
		case recordingSeconds:
			r.Seconds = f.count()
		case recordingBytes:
			r.Bytes = f.count()
		}
		return nil
	})
	return r, err
}

func readVia(b []byte) (via social.Repost, err error) {
	err = eachField(b, func(f field) error {
		switch f.number {
		case viaID:
			via.ID = f.text("")
		case viaURL:
			via.URL = f.text("")
		}
		return nil
	})
	return via, err
}

func readMerged(b []byte) (m social.Merged, err error) {
	err = eachField(b, func(f field) error {
		switch f.number {
		case mergedPages:
			m.Pages = f.count()
		case mergedFeeds:
			m.Feeds = f.count()
		case mergedRenamed:
			m.Renamed = f.count()
		case mergedReposts:
			m.Reposts = f.count()
		case mergedDuplicates:
			m.Duplicates = f.count()
		}
		return nil
	})
	return m, err
}
