package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"earshot/internal/date"
	"earshot/internal/identity"
	"earshot/internal/social"
)

const (
	// earliest is the first year a post can be from, as for crawled ones.
	earliest = 1990
	// maxAhead is how far ahead clocks may go wrong.
	maxAhead = 24 * time.Hour
)

// post makes a post of a record. Its Source and Keep are the caller's to set.
func (f *Format) post(rec record, opts Options) (social.Post, error) {
	shown, original := f.shown(rec)
	id := value(rec, f.Fields.ID)
	if f.pattern != nil && f.Pattern != "" {
		id = f.pattern.FindString(id)
	}
	p := social.Post{
		URL: webAddress(strings.ReplaceAll(value(rec, f.Fields.URL), "{#id}", id)),
		Author: social.Author{
			Handle: oneLine(value(rec, f.Fields.Handle)), Name: oneLine(value(rec, f.Fields.Name)), URL: webAddress(value(rec, f.Fields.AuthorURL)),
		},
		Title: oneLine(value(shown, f.Fields.Title)), Text: strings.ReplaceAll(value(shown, f.Fields.Text), "\r\n", "\n"),
		Language: language(value(shown, f.Fields.Language)),
		ParentID: value(rec, f.Fields.Parent), ThreadID: value(rec, f.Fields.Thread),
		Tags: texts(shown, f.Fields.Tags), Images: images(shown, f.Fields.Images),
		Engagement: social.Engagement{
			Likes: f.count(rec, f.Fields.Likes, opts.columns), Shares: f.count(rec, f.Fields.Shares, opts.columns),
			Comments: f.count(rec, f.Fields.Comments, opts.columns), Views: f.count(rec, f.Fields.Views, opts.columns),
		},
		DateFrom: social.DateStated,
	}
	var undated error
	p.CreatedAt, undated = f.moment(rec, f.Fields.Created, f.Clock, opts)
	p.EditedAt, _ = f.moment(rec, f.Fields.Edited, 0, opts)
	for i, tag := range p.Tags {
		p.Tags[i] = strings.TrimPrefix(tag, "#")
	}
	for _, link := range texts(shown, f.Fields.Links) {
		if link = webAddress(link); link != "" && link != p.URL {
			p.Links = append(p.Links, link)
		}
	}
	f.spoken(rec, &p)
	p.Title, p.Text = f.titled(p.Title, p.Text)
	if from := social.DateFrom(value(rec, f.Fields.DateFrom)); from != "" {
		p.DateFrom, p.Backlog = from, value(rec, f.Fields.Backlog) == "true"
	}
	p.Source = oneLine(value(rec, f.Fields.Source))
	p.Platform = first(f.Platform, strings.ToLower(oneLine(value(rec, f.Fields.Platform))), platformOf(p.URL, first(opts.Platform, "web")), opts.Platform, Unnamed)
	if !f.Own {
		p.Author.Handle = identity.Handle(p.Platform, p.Author.Handle)
	}
	f.words(shown, &p)
	p.FetchedAt = f.collected(rec, opts)
	if key, ok := strings.CutPrefix(rec.text("key"), p.Platform+"/"); f.Own && ok && key != "" {
		id = key // no spreadsheet takes it for a number
	}
	if original != "" {
		// What readers did with it stands with the original.
		p.RepostOf, p.ParentID, p.Engagement = original, original, social.Engagement{}
	}
	if err := f.identify(rec, &p, id); err != nil {
		return p, err
	}
	f.forget(&p)
	return p, fault(p, undated, opts)
}

// spoken reads the recordings of a post, and what is said in them by its platform's word. What
// a model heard is left out: it is no word of the platform's, and is heard again.
func (f *Format) spoken(rec record, p *social.Post) {
	for _, address := range texts(rec, f.Fields.Recordings) {
		if address = webAddress(address); address != "" {
			p.Recordings = append(p.Recordings, social.Recording{URL: address, Type: social.RecordedAs(address)})
		}
	}
	from := social.TranscriptPlatform
	switch origins := texts(rec, f.Fields.Origin); {
	case len(origins) == 1:
		from = social.TranscriptFrom(origins[0])
	case len(origins) > 1:
		return // what is whose cannot be told
	}
	switch from {
	case social.TranscriptPlatform, social.TranscriptPeople, social.TranscriptAutomatic:
		if p.Transcript = value(rec, f.Fields.Transcript); p.Transcript != "" {
			p.TranscriptFrom = from
		}
	}
}

// forget takes out what says nothing: that a post answers itself, or was edited when it
// was written.
func (f *Format) forget(p *social.Post) {
	if p.ParentID == p.ID {
		p.ParentID = ""
	}
	if p.ThreadID == p.ID && !f.Own {
		p.ThreadID = ""
	}
	if !p.EditedAt.After(p.CreatedAt) {
		p.EditedAt = time.Time{}
	}
}

// fault says why a post cannot be stored.
func fault(p social.Post, undated error, opts Options) error {
	switch {
	case errors.Is(undated, date.ErrEmpty):
		return errors.New("it has no time of publication")
	case undated != nil:
		return undated
	case p.CreatedAt.Year() < earliest:
		return fmt.Errorf("it claims to be from %s", p.CreatedAt.Format(time.DateOnly))
	case p.CreatedAt.Sub(opts.Now) > maxAhead:
		return fmt.Errorf("it claims to be from the future, %s", p.CreatedAt.Format(time.DateOnly))
	case p.Text == "" && p.Title == "" && len(p.Images) == 0:
		return errors.New("it has neither text nor picture")
	default:
		return nil
	}
}

// titled is a title and the text without it.
func (f *Format) titled(title, text string) (string, string) {
	if f.Own && title != "" {
		if text == title {
			return title, ""
		}
		if rest, ok := strings.CutPrefix(text, title+"\n"); ok {
			return title, rest
		}
	}
	if strings.HasPrefix(text, title) {
		// Some tools put the beginning of the text where a title belongs.
		return "", text
	}
	return title, text
}

// collected is when the record was read off its platform: what it says itself,
// or else when the file was written. A time to come would keep every later
// crawl from being stored.
func (f *Format) collected(rec record, opts Options) time.Time {
	at, err := f.moment(rec, f.Fields.Collected, 0, opts)
	if err != nil {
		at = opts.Modified
	}
	if at.IsZero() || at.After(opts.Now) {
		at = opts.Now
	}
	return at.UTC()
}

// images are the pictures in the first of places that holds any: addresses, or
// records with an address and a size.
func images(rec record, places []string) []social.Image {
	var list []social.Image
	seen := map[string]bool{}
	add := func(im social.Image) {
		if im.URL = webAddress(im.URL); im.URL != "" && !seen[im.URL] && len(list) < maxList {
			seen[im.URL] = true
			list = append(list, im)
		}
	}
	for _, place := range places {
		found, records := rec.list(place)
		for _, address := range found {
			add(social.Image{URL: strings.TrimSpace(address)})
		}
		for _, r := range records {
			add(social.Image{
				URL: value(r, []string{"url_default", "urlDefault", "media_url_https", "url", "src", "url_list.0", "urlList.0"}), Alt: oneLine(value(r, []string{"alt", "ext_alt_text"})),
				Of:    imageOf(value(r, []string{"of"})),
				Width: pixels(value(r, []string{"width", "original_info.width"})), Height: pixels(value(r, []string{"height", "original_info.height"})),
			})
		}
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// imageOf is what a picture is of, as files of Earshot's own say.
func imageOf(s string) social.ImageOf {
	if of := social.ImageOf(s); of == social.OfVideo || of == social.OfCard || of == social.OfFrames {
		return of
	}
	return social.OfPost
}

func pixels(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 100_000 {
		return 0
	}
	return n
}

// hash names a post that its file gives no name.
func hash(p social.Post) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{p.Author.Label(), p.CreatedAt.Format(time.RFC3339), p.FullText()}, "\x00")))
	return "sha256:" + hex.EncodeToString(sum[:12])
}

// bareAddress is an address as people write it, without https:// in front.
var bareAddress = regexp.MustCompile(`^(?i:www\.[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+(?:com|org|net|tv|be|app|cn|me|ru|social))/`)

// webAddress is s if it is an http or https address.
func webAddress(s string) string {
	if strings.HasPrefix(s, "//") {
		s = "https:" + s
	}
	s = strings.ReplaceAll(s, " ", "%20")
	if bareAddress.MatchString(s) {
		s = "https://" + s
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return s
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}
