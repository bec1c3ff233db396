package viewmodel

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// PicturePath is the address of the page of a picture.
func PicturePath(sha string) string { return "/pictures/" + url.PathEscape(sha) }

// Family is a family of pictures in the gallery, shown as its first post shows it.
func Family(v urlstate.View, f social.ShownFamily, now time.Time) component.Picture {
	post := f.First
	post.Analysis = post.Analysis.Of(v.Brand)
	var shown component.Picture
	for i, image := range post.Post.Images {
		if image.URL == f.URL {
			shown = Pictures(post, now)[i]
		}
	}
	if f.Name != "" {
		shown.Href = v.URL(PicturePath(f.Name))
	}
	if f.Score > 0 {
		shown.Seen, shown.Change = risen(f), Ratio(f.Posts, f.Previous)
		return shown
	}
	if f.AllPosts > 1 { // the same figure as on the picture's page
		shown.Seen = Plural(f.AllPosts, "post shows it", "posts show it")
		if f.Posts != f.AllPosts {
			shown.Seen += ", " + Exact(f.Posts) + " in view"
		}
		if len(f.Platforms) > 1 {
			shown.Seen += fmt.Sprintf(" · %d platforms", len(f.Platforms))
		}
		if f.AllPictures > 1 {
			shown.Seen += " · " + Plural(f.AllPictures, "version", "versions")
		}
	}
	return shown
}

// NoPicturesLike says that no picture is of the kind that was asked for.
func NoPicturesLike(v urlstate.View) component.Note {
	return component.Note{
		Title: "No pictures match", Text: "None of the pictures of these posts is of this kind. Those that nothing has looked at yet are under “not read yet”.",
		Href: v.URL("/pictures"), Label: "Show all pictures",
	}
}

// ofFamily is the picture of a family with a digest, or its largest.
func ofFamily(f social.FamilyPage, sha string) social.Media {
	for _, m := range f.Pictures {
		if m.SHA256 == sha {
			return m
		}
	}
	if len(f.Pictures) == 0 {
		return social.Media{}
	}
	return f.Pictures[0]
}

// FamilyPicture is the picture of a page, described as the first post that shows it does.
func FamilyPicture(f social.FamilyPage, sha string, now time.Time) component.Picture {
	m := ofFamily(f, sha)
	for _, post := range f.Posts {
		for i, image := range post.Post.Images {
			if i < len(post.Media) && post.Media[i].SHA256 == m.SHA256 {
				p := pictureIn(post.Post, image, m)
				p.When = Moment(post.Post.CreatedAt, now)
				return p
			}
		}
	}
	return picture(social.Image{URL: m.URL}, m)
}

// FamilyMembers are the other versions of a picture.
func FamilyMembers(v urlstate.View, f social.FamilyPage, sha string) []component.Picture {
	shown := map[string]bool{ofFamily(f, sha).SHA256: true}
	var others []component.Picture
	for _, m := range f.Pictures {
		if shown[m.SHA256] {
			continue
		}
		shown[m.SHA256] = true
		p := picture(social.Image{URL: m.URL}, m)
		p.Href, p.From = v.URL(PicturePath(m.SHA256)), fmt.Sprintf("%d × %d, %s", m.Width, m.Height, strings.TrimPrefix(m.Type, "image/"))
		others = append(others, p)
	}
	return others
}

// PictureBoxes are the places of what was seen in a picture.
func PictureBoxes(f social.FamilyPage, sha string) []component.Box {
	m := ofFamily(f, sha)
	var boxes []component.Box
	for _, l := range m.Lines {
		boxes = append(boxes, box("text", l.Text, l.Box))
	}
	for _, l := range m.Logos {
		name := "Logo of " + l.Brand
		if l.Perhaps {
			name += ", perhaps"
		}
		boxes = append(boxes, box("logo", name, l.Box))
	}
	return slices.DeleteFunc(boxes, func(b component.Box) bool { return b.W == "0" || b.H == "0" })
}

func box(kind, name string, b social.Box) component.Box {
	return component.Box{Kind: kind, Name: name, X: strconv.Itoa(b.X), Y: strconv.Itoa(b.Y), W: strconv.Itoa(b.W), H: strconv.Itoa(b.H)}
}

// Palette are a picture's main colours.
func Palette(f social.FamilyPage, sha string) []string { return ofFamily(f, sha).Palette }

// FamilyFacts are what is known of a picture, each with where it comes from.
func FamilyFacts(v urlstate.View, f social.FamilyPage, sha string, now time.Time) []component.Fact {
	m := ofFamily(f, sha)
	facts := []component.Fact{{Name: "Text in the picture", Text: readText(m)}}
	add := func(name, text string) {
		if text != "" {
			facts = append(facts, component.Fact{Name: name, Text: text})
		}
	}
	if m.CaptionModel == "" {
		add("Caption", "Not described yet")
	} else {
		add("Caption", m.Caption+" ("+m.CaptionModel+")")
	}
	add("Logos", logos(m))
	add("Objects", strings.Join(m.Description.Objects, ", "))
	add("Scene", m.Description.Scene)
	add("Activities", strings.Join(m.Description.Activities, ", "))
	if m.Description.People != nil {
		add("People", Exact(int64(*m.Description.People)))
	}
	if m.Description.Sentiment != "" {
		add("Mood toward the brand", strings.TrimSuffix(m.Description.Sentiment+": "+m.Description.Reason, ": "))
	}
	add("Tags", strings.Join(m.Tags, ", "))
	add("Kind", m.Look)
	add("Size", fmt.Sprintf("%s × %s pixels, %s bytes, %s", Exact(int64(m.Width)), Exact(int64(m.Height)), Exact(m.Bytes), m.Type))
	if m.PrintScheme == 0 {
		add("Family", "Not compared with other pictures yet")
	} else {
		add("Family", Plural(int64(len(FamilyMembers(v, f, sha)))+1, "version", "versions")+" of this picture")
	}
	add("Fetched", Moment(m.FetchedAt, now).Exact)
	return facts
}

// readText says what was read in a picture, by what and how surely; that nothing looked
// is no text is not said.
func readText(m social.Media) string {
	switch {
	case m.OCRReader == "":
		return "Not read yet"
	case m.OCR == "":
		return "No text was found (" + m.OCRReader + ")"
	}
	least := float32(0)
	for _, l := range m.Lines {
		if l.Certainty > 0 && (least == 0 || l.Certainty < least) {
			least = l.Certainty
		}
	}
	if least == 0 {
		return "“" + m.OCR + "” (" + m.OCRReader + ")"
	}
	return fmt.Sprintf("“%s” (%s, at least %.0f%% sure of each line)", m.OCR, m.OCRReader, 100*least)
}

func logos(m social.Media) string {
	var names []string
	for _, l := range m.Logos {
		name := fmt.Sprintf("%s (%.0f%%)", l.Brand, 100*l.Certainty)
		if l.Perhaps {
			name = "perhaps " + name
		}
		names = append(names, name)
	}
	if len(names) == 0 && m.LogoSet != "" {
		return "None of the brands' logos was found"
	}
	return strings.Join(names, ", ")
}

// Spread says how a family went around: who showed it first, and on which platforms.
func Spread(f social.FamilyPage, now time.Time) component.Spread {
	var s component.Spread
	if len(f.Posts) == 0 {
		s.Summary = "No stored post shows this picture."
		return s
	}
	first, last := f.Posts[0].Post, f.Posts[len(f.Posts)-1].Post
	s.First = component.Option{Name: first.Author.Label(), Href: PostPath(first.Key())}
	if s.First.Name == "" {
		s.First.Name = "an unnamed author"
	}
	s.Platform, s.When = Platform(first.Platform), Moment(first.CreatedAt, now)
	counts := map[string]int64{}
	for _, p := range f.Posts {
		counts[p.Post.Platform]++
	}
	s.Summary = Plural(f.Total, "post shows it", "posts show it")
	if f.More { // of the rest neither when it was nor where is known here
		s.Summary += "; the first " + Exact(int64(len(f.Posts))) + " are listed"
		return s
	}
	if len(f.Posts) > 1 {
		s.Summary += ", the last " + Moment(last.CreatedAt, now).Relative
	}
	for _, platform := range byCount(counts) {
		s.Platforms = append(s.Platforms, component.Option{Name: Platform(platform).Name, Count: Exact(counts[platform])})
	}
	return s
}

// byCount are the keys of counts, those of most first.
func byCount(counts map[string]int64) []string {
	names := make([]string, 0, len(counts))
	for name := range counts {
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if counts[a] != counts[b] {
			return int(counts[b] - counts[a])
		}
		return strings.Compare(a, b)
	})
	return names
}
