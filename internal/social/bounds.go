package social

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"
)

// The bounds of a post, in bytes where nothing else is said. They lie far above what
// platforms show, and hold for every way on which a post comes: so that no single one
// is larger than what streams, memory and pages can bear.
const (
	// MaxID bounds what identifies a post, and what it refers to as another; what is longer is
	// known by its hash.
	MaxID = 4096
	// MaxText and MaxTitle bound the words; what is longer is cut. Matching and
	// analysis read less of them (query.MaxMatchedBytes).
	MaxText  = 1 << 20
	MaxTitle = 16 << 10
	// MaxTranscript bounds what is said in its sound or video.
	MaxTranscript = 256 << 10
	// MaxAddress bounds an address; a longer one is left out.
	MaxAddress = 8 << 10
	// MaxName bounds a name, a handle and a language; what is longer is cut.
	MaxName = 1 << 10
	// MaxTags, MaxLinks and MaxImages are how many of them a post has, and MaxTag and
	// MaxAlt how long a tag and the description of an image are.
	MaxTags   = 500
	MaxLinks  = 1000
	MaxImages = 200
	// MaxRecordings is how many sounds and videos a post has.
	MaxRecordings = 20
	MaxTag        = 1 << 10
	MaxAlt        = 16 << 10
	// MaxList bounds all tags, all links or all images of a post together.
	MaxList = 256 << 10
)

// Bound cuts what of p is over the bounds, and says in a sentence what that was, or
// "" for nothing: "its text of 9437184 bytes is cut to 1048576". An identifier over MaxID is hashed, its own and
// those it refers to others by, so that the same post is known again and found by its replies.
// Its error, with CodeInvalid, is of a post that cannot be kept at all, because the name of its
// platform or source is too long. Bounding a post twice changes nothing.
func (p *Post) Bound() (cut string, err error) {
	for _, id := range []struct{ what, value string }{{"platform", p.Platform}, {"source", p.Source}} {
		if len(id.value) > MaxID {
			return "", Errorf(CodeInvalid, "its %s is %d bytes long, and %d are the most: %.60q", id.what, len(id.value), MaxID, id.value)
		}
	}
	if p.withinBounds() {
		return "", nil
	}
	for _, id := range []*string{&p.ID, &p.ParentID, &p.ThreadID, &p.RepostOf, &p.Via.ID} {
		*id = BoundID(*id)
	}
	var b bounding
	b.text("text", &p.Text, MaxText)
	b.text("title", &p.Title, MaxTitle)
	b.text("transcript", &p.Transcript, MaxTranscript)
	b.text("author's name", &p.Author.Name, MaxName)
	b.text("author's handle", &p.Author.Handle, MaxName)
	b.text("language", &p.Language, MaxName)
	b.text("transcript's language", &p.TranscriptLanguage, MaxName)
	b.whole("address", &p.URL, MaxAddress)
	b.whole("own address", &p.Address, MaxAddress)
	b.whole("address read", &p.ReadURL, MaxAddress)
	b.whole("author's address", &p.Author.URL, MaxAddress)
	if len(p.Via.ID)+len(p.Via.URL) > MaxID+MaxAddress {
		p.Via = Repost{}
		b.note("the repost by which it was read is left out")
	}
	p.Tags = keep(&b, "tags", p.Tags, MaxTags, func(tag string) (int, bool) { return len(tag), len(tag) <= MaxTag })
	p.Links = keep(&b, "links", p.Links, MaxLinks, func(link string) (int, bool) { return len(link), len(link) <= MaxAddress })
	for i := range p.Images {
		if len(p.Images[i].Alt) > MaxAlt {
			p.Images = append([]Image(nil), p.Images...)
			b.text("image description", &p.Images[i].Alt, MaxAlt)
		}
	}
	p.Images = keep(&b, "images", p.Images, MaxImages, func(img Image) (int, bool) {
		return len(img.URL) + len(img.Alt), len(img.URL) <= MaxAddress
	})
	p.Recordings = keep(&b, "recordings", p.Recordings, MaxRecordings, func(r Recording) (int, bool) {
		return len(r.URL) + len(r.Type), len(r.URL) <= MaxAddress && len(r.Type) <= MaxName
	})
	return strings.Join(b.notes, "; "), nil
}

// HashedID begins the identifiers that stand for longer ones.
const HashedID = "sha256-of-long-id:"

// BoundID is an identifier as posts are known by it: as it is up to MaxID bytes, and a longer one
// as HashedID with the SHA-256 of all of it (FIPS 180-4) in hexadecimal, which is the same
// each time, and another for every other. No platform can be asked for a post by that.
func BoundID(id string) string {
	if len(id) <= MaxID {
		return id
	}
	sum := sha256.Sum256([]byte(id))
	return HashedID + hex.EncodeToString(sum[:])
}

// withinBounds tells quickly that a post is small enough to be within every bound.
func (p *Post) withinBounds() bool {
	size := len(p.ID) + len(p.Title) + len(p.Author.Name) + len(p.Author.Handle) + len(p.Author.URL) + len(p.Language) + len(p.URL) +
		len(p.Address) + len(p.ReadURL) + len(p.ParentID) + len(p.ThreadID) + len(p.RepostOf) + len(p.Via.ID) + len(p.Via.URL)
	for _, tag := range p.Tags {
		size += len(tag)
	}
	for _, link := range p.Links {
		size += len(link)
	}
	for _, img := range p.Images {
		size += len(img.URL) + len(img.Alt)
	}
	for _, r := range p.Recordings {
		size += len(r.URL) + len(r.Type)
	}
	size += len(p.TranscriptLanguage)
	return size <= MaxName && len(p.Recordings) <= MaxRecordings && len(p.Text) <= MaxText && len(p.Transcript) <= MaxTranscript && len(p.Tags) <= MaxTags && len(p.Links) <= MaxLinks && len(p.Images) <= MaxImages
}

// bounding notes what was cut.
type bounding struct{ notes []string }

func (b *bounding) note(format string, args ...any) {
	b.notes = append(b.notes, fmt.Sprintf(format, args...))
}

// text cuts a text between two letters.
func (b *bounding) text(what string, s *string, most int) {
	if len(*s) <= most {
		return
	}
	at := most
	for at > most-utf8.UTFMax && !utf8.RuneStart((*s)[at]) {
		at--
	}
	b.note("its %s of %d bytes is cut to %d", what, len(*s), at)
	// A copy, so that the whole is not kept in memory for the sake of its beginning.
	*s = strings.Clone((*s)[:at])
}

// whole leaves out what means nothing when it is cut.
func (b *bounding) whole(what string, s *string, most int) {
	if len(*s) > most {
		b.note("its %s of %d bytes is left out", what, len(*s))
		*s = ""
	}
}

// keep keeps the first of a list, as many as bounds let through.
func keep[T any](b *bounding, what string, list []T, most int, measure func(T) (size int, ok bool)) []T {
	var kept []T
	all, room := len(list), MaxList
	for _, one := range list {
		if size, ok := measure(one); ok && len(kept) < most && size <= room {
			room -= size
			kept = append(kept, one)
		}
	}
	if len(kept) == all {
		return list
	}
	b.note("%d of its %d %s are left out", all-len(kept), all, what)
	return kept
}
