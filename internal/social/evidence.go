package social

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"slices"

	"earshot/internal/query"
)

// Evidence is where a post names a brand.
type Evidence string

const (
	// EvidenceWords: the post's own words, title, tags and fields.
	EvidenceWords Evidence = "words"
	// EvidenceTranscript: what is said in its sound or video.
	EvidenceTranscript Evidence = "transcript"
	// EvidenceAlt: the author's own description of a picture.
	EvidenceAlt Evidence = "alt"
	// EvidenceText: the text read in a picture.
	EvidenceText Evidence = "ocr"
	// EvidenceCaption: what a vision model says is on a picture, its tags included.
	EvidenceCaption Evidence = "caption"
	// EvidenceLogo: a logo of the brand found in a picture.
	EvidenceLogo Evidence = "logo"
	// EvidenceVisual stands beside the others where pictures alone name the brand: it is a
	// visual-only mention.
	EvidenceVisual Evidence = "visual"
)

// Evidences is every kind of evidence, in the order they are shown.
func Evidences() []Evidence {
	return []Evidence{EvidenceWords, EvidenceTranscript, EvidenceAlt, EvidenceText, EvidenceCaption, EvidenceLogo, EvidenceVisual}
}

// Pictorial are the kinds of evidence that are of pictures: one of them stands where a
// picture shows a brand.
func Pictorial() []Evidence {
	return []Evidence{EvidenceAlt, EvidenceText, EvidenceCaption, EvidenceLogo}
}

func isPictorial(e Evidence) bool { return slices.Contains(Pictorial(), e) }

// BrandEvidence is where a post names one brand: each kind once, in the order of
// Evidences, without EvidenceVisual.
type BrandEvidence struct {
	Brand string     `json:"brand"`
	Kinds []Evidence `json:"kinds"`
}

// EvidenceOf is where the post names a brand that it mentions. Analyses of before
// pictures were matched know words only.
func (a *Analysis) EvidenceOf(brand string) []Evidence {
	for _, e := range a.Evidence {
		if e.Brand == brand {
			return e.Kinds
		}
	}
	return []Evidence{EvidenceWords}
}

// VisualOnly tells whether nothing but its pictures names the brand in a post that
// mentions it.
func (a *Analysis) VisualOnly(brand string) bool { return visualOnly(a.EvidenceOf(brand)) }

func visualOnly(kinds []Evidence) bool {
	return len(kinds) > 0 && !slices.ContainsFunc(kinds, func(e Evidence) bool { return e == EvidenceWords || e == EvidenceTranscript })
}

// evidence is a row of Readings: what filters, rankings and files know of where brands are
// named. Of the mention of one brand it is that brand's; see Analysis.Of.
func evidence() ReadingInfo {
	return ReadingInfo{
		Reading: ReadEvidence, Column: "evidence", Shape: Many, AnyKey: "evidence", Vocabulary: plain(Evidences()),
		Spoken: map[string]string{
			string(EvidenceWords): "words of the post", string(EvidenceTranscript): "what is said in it", string(EvidenceAlt): "description of a picture (alt text)",
			string(EvidenceText): "text in a picture", string(EvidenceCaption): "caption of a picture", string(EvidenceLogo): "logo in a picture", string(EvidenceVisual): "pictures alone (visual only)",
		},
		FlagHelp: "Only mentions in which the brand is named by one of these: words, transcript, alt, ocr, caption, logo; or visual, by pictures alone.",
		Words: ReadingWords{
			Noun: "evidence", Label: "Named in", Title: "Where brands are named", Caption: "What of a post names the brand",
			Definition: "Where mentions name the brand: in the words of the post, in what is said in its sound or video, or in its pictures: by the author's description (alt text), by text that was read in the picture, by the caption of a vision model, or by a logo. A mention can have several; one that pictures alone name is visual only. The bar is split by the sentiment of these mentions.",
			EmptyTitle: "No mention is stored", EmptyText: "Where brands are named appears here as mentions come.",
		},
		Get: func(a *Analysis) []ReadValue {
			var kinds []Evidence
			for _, e := range a.Evidence {
				kinds = append(kinds, e.Kinds...)
				if visualOnly(e.Kinds) {
					kinds = append(kinds, EvidenceVisual)
				}
			}
			if len(a.Evidence) == 0 && len(a.Brands) > 0 {
				kinds = append(kinds, EvidenceWords)
			}
			order := Evidences()
			slices.SortFunc(kinds, func(x, y Evidence) int { return cmp.Compare(slices.Index(order, x), slices.Index(order, y)) })
			return values(slices.Compact(kinds))
		},
	}
}

// SeenTexts are the texts of a post's pictures and recordings by their kind, alt texts
// and transcripts among them, and the brands whose logos are certain. media is what is
// known of the pictures. The pictures of cards are not the author's and are left out.
func SeenTexts(p Post, media ...Media) (texts []query.SeenText, logos []string) {
	add := func(kind query.FieldName, list ...string) {
		for _, text := range list {
			if text != "" {
				texts = append(texts, query.SeenText{Kind: kind, Text: text})
			}
		}
	}
	add(query.FieldTranscript, p.Transcript)
	for _, img := range p.Images {
		if img.Of != OfCard {
			add(query.FieldAlt, img.Alt)
		}
	}
	for _, m := range shownMedia(p, media) {
		add(query.FieldOCR, m.SureText())
		add(query.FieldCaption, m.Caption)
		add(query.FieldCaption, m.Tags...)
		add(query.FieldCaption, m.Description.Objects...)
		add(query.FieldCaption, m.Description.Scene)
		add(query.FieldCaption, m.Description.Activities...)
		for _, b := range m.Description.Brands {
			if b.Certainty == 0 || b.Certainty >= NamedCertain {
				add(query.FieldCaption, b.Name)
			}
		}
		add(query.FieldTranscript, m.Transcript)
		for _, l := range m.Logos {
			if !l.Perhaps && !slices.Contains(logos, l.Brand) {
				logos = append(logos, l.Brand)
				add(query.FieldLogo, l.Brand)
			}
		}
	}
	return texts, logos
}

// OwnMedia are those of media that its author shows: all but those of cards.
func (p Post) OwnMedia(media []Media) []Media {
	var cards map[string]bool
	for _, img := range p.Images {
		if img.Of == OfCard {
			if cards == nil {
				cards = map[string]bool{}
			}
			cards[img.URL] = true
		}
	}
	if cards == nil {
		return media
	}
	for _, img := range p.Images {
		if img.Of != OfCard {
			delete(cards, img.URL)
		}
	}
	return slices.DeleteFunc(slices.Clone(media), func(m Media) bool { return cards[m.URL] })
}

// shownMedia are those of media that can be seen and that the author shows, each once: those of
// the post's pictures in their order, then what else it has.
func shownMedia(p Post, media []Media) []*Media {
	media = p.OwnMedia(media)
	if len(media) == 0 {
		return nil
	}
	known := make(map[string]*Media, len(media))
	for i := range media {
		if media[i].State == MediaReady || media[i].State == MediaHeard {
			known[media[i].URL] = &media[i]
		}
	}
	out := make([]*Media, 0, len(known))
	take := func(url string) {
		if m := known[url]; m != nil {
			out = append(out, m)
			delete(known, url)
		}
	}
	for _, img := range p.Images {
		take(img.URL)
	}
	for i := range media {
		take(media[i].URL)
	}
	return out
}

// SeenState tells apart what is known of the pictures and recordings of a post, as far as
// it is matched; 0 is nothing. An analysis notes that of which it was made.
func SeenState(p Post, media ...Media) uint64 {
	p = Post{Images: slices.Clone(p.Images)}
	for i := range p.Images {
		p.Images[i].Alt = ""
	}
	texts, _ := SeenTexts(p, media...)
	if len(texts) == 0 {
		return 0
	}
	hash := sha256.New()
	for _, t := range texts {
		hash.Write(binary.LittleEndian.AppendUint64([]byte(t.Kind), uint64(len(t.Text))))
		hash.Write([]byte(t.Text))
	}
	return max(1, binary.BigEndian.Uint64(hash.Sum(nil)))
}

// InPictures is f of mentions in which a picture shows the brand, for the share of voice
// in pictures.
func (f Filter) InPictures() Filter {
	f.Pictured, f.WithoutAuthors, f.WithoutAllBrands = true, true, true
	return f
}

// VisualOnly is f of visual-only mentions alone, for NoteVisual.
func (f Filter) VisualOnly() Filter {
	f.EveryRead = f.EveryRead.Plus(ReadEvidence, string(EvidenceVisual))
	f.WithoutAuthors, f.WithoutAllBrands = true, true
	return f
}

// NoteVisual notes in rows how many of their mentions are visual only; visual are the trends of
// the same filter with these alone.
func NoteVisual(rows, visual []Trend) {
	type place struct {
		at                        int64
		brand, platform, language string
	}
	of := func(t Trend) place { return place{t.Date.Unix(), t.Brand, t.Platform, t.Language} }
	counts := make(map[place]int64, len(visual))
	for _, t := range visual {
		counts[of(t)] = t.Mentions
	}
	for i, t := range rows {
		n := counts[of(t)]
		rows[i].VisualOnly = &n
	}
}
