package importer

import (
	"encoding/json"
	"hash/maphash"
	"slices"
	"strings"

	"earshot/internal/identity"
	"earshot/internal/social"
)

// shown is the record of the post that a record only shows again, as a retweet
// does, and cuts short, and its identifier. Otherwise it is the record itself.
func (f *Format) shown(rec record) (shown record, original string) {
	for _, place := range f.Repost {
		if inner := rec.inner(place); inner != nil {
			if id := value(inner, f.Fields.ID); id != "" && slices.ContainsFunc(f.Fields.Text, inner.has) {
				return inner, id
			}
		}
	}
	return rec, ""
}

// identify gives a post the identifiers that a crawled one has: those it states, or
// where it states none or a spreadsheet damaged it, that of its address. It fails
// for one that cannot be told from others.
func (f *Format) identify(rec record, p *social.Post, stated string) error {
	if p.Platform == "reddit" && !f.Own {
		stated = nameReddit(p, stated)
	}
	native := identity.Native(p.Platform, p.URL)
	p.ParentID, p.ThreadID = related(p.Platform, p.ParentID), related(p.Platform, p.ThreadID)
	if !f.Own {
		stated = plainID(stated)
	}
	isAddress := webAddress(stated) != ""
	switch {
	case stated == "" || isAddress:
		p.ID = first(native, stated, p.URL)
	case identity.IsScientific(stated):
		if strings.Contains(stated, "/") || native == "" {
			return social.Errorf(social.CodeInvalid, "a spreadsheet cut its identifier short, %.60q, and its address does not hold it", stated)
		}
		p.ID = native
	case isNear(stated, native), isPartOf(stated, native):
		p.ID = native
	default:
		p.ID = identity.ID(p.Platform, stated)
	}
	if p.ID == "" {
		p.ID = hash(*p)
	}
	if p.Author.Handle == "" {
		p.Author.Handle = f.ownAuthor(rec, p)
		if p.Author.Handle != "" {
			p.URL = strings.Replace(p.URL, "/i/status/", "/"+p.Author.Handle+"/status/", 1)
		}
	}
	return nil
}

// related is the identifier of another post, "" where a spreadsheet damaged it.
func related(platform, id string) string {
	id = plainID(id)
	if identity.IsScientific(id) {
		return ""
	}
	return first(identity.Native(platform, id), identity.ID(platform, id))
}

// ownAuthor is the author whom the address of a post names, or that of its
// pictures.
func (f *Format) ownAuthor(rec record, p *social.Post) string {
	own := []string{p.URL}
	for _, place := range f.Fields.Own {
		own = append(own, strings.TrimSpace(at(rec, place)))
	}
	for _, address := range own {
		// A picture may have been taken over from another post.
		if identity.Native(p.Platform, address) == p.ID {
			if name := identity.Author(p.Platform, address); name != "" {
				return name
			}
		}
	}
	return ""
}

// maxTold bounds how many posts of a file are remembered to tell others from.
const maxTold = 5_000_000

// told remembers the posts of a file by identity and by address.
type told struct {
	seed maphash.Seed
	by   map[uint64]content
	// ids are those of the whole file.
	ids identifiers
	// whole are the posts with all that they state.
	whole map[uint64]bool
}

// content is what tells posts with one identifier apart.
type content struct {
	created      int64
	text, author uint64
}

func newTold(ids identifiers) *told {
	return &told{seed: maphash.MakeSeed(), by: map[uint64]content{}, whole: map[uint64]bool{}, ids: ids}
}

// tell makes sure that no post of a file takes the place of another one. Of two
// with one address, another time and another text, the later is told by these as
// well; with one stated identifier that the address does not bear out, it is
// refused. Only tables go through spreadsheets.
func (t *told) tell(p *social.Post, isTable, isStated bool) error {
	isBorneOut := identity.Native(p.Platform, p.URL) == p.ID
	if isStated && !isBorneOut {
		if err := t.ids.fault(p.ID, isTable); err != nil {
			return err
		}
	}
	if p.URL != "" && p.ParentID == "" && p.ThreadID == "" && t.isOther(p.URL, *p, false) {
		p.SharedURL = true
		if p.ID == p.URL {
			p.ID += "#" + hash(*p)
		}
	}
	mayBeRounded := isStated && !isBorneOut && identity.IsLong(p.ID) && strings.HasSuffix(p.ID, "00")
	if !t.isOther(p.Platform+"\x00"+p.ID, *p, mayBeRounded) {
		return nil
	}
	switch {
	case !isStated:
		p.ID += "#" + hash(*p)
	case mayBeRounded:
		return social.Errorf(social.CodeInvalid, "its identifier %.60q is that of another record, and may have been rounded", p.ID)
	case !isBorneOut:
		return social.Errorf(social.CodeInvalid, "its identifier %.60q is that of another record, with another time and text", p.ID)
	}
	return nil
}

// states tells whether a record states an identifier that is no address.
func (f *Format) states(rec record) bool {
	id := value(rec, f.Fields.ID)
	return id != "" && webAddress(id) == ""
}

// isOther tells whether another post was seen under a name: of another time and
// text, or where any difference counts, of another time, text or author.
func (t *told) isOther(name string, p social.Post, anyCounts bool) bool {
	key := maphash.String(t.seed, name)
	c := content{created: p.CreatedAt.Unix(), text: maphash.String(t.seed, p.FullText()), author: maphash.String(t.seed, p.Author.Label())}
	before, seen := t.by[key]
	if !seen && len(t.by) < maxTold {
		t.by[key] = c
	}
	return seen && (before.created != c.created && before.text != c.text || anyCounts && before != c)
}

// isRepeated tells whether a post was there before with all that it states. A
// later record of it with other counts, or words that were changed, is none.
func (t *told) isRepeated(p *social.Post) bool {
	// A post is made of texts, numbers and times, which JSON has all of.
	stated, err := json.Marshal(p)
	if err != nil {
		return false
	}
	key := maphash.Bytes(t.seed, stated)
	seen := t.whole[key]
	if !seen && len(t.whole) < maxTold {
		t.whole[key] = true
	}
	return seen
}
