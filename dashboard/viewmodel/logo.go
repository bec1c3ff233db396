package viewmodel

import (
	"encoding/base64"
	"fmt"
	"slices"
	"time"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

// LogosAsked are the unsure finds of pictures as questions; those that were answered meanwhile are left out.
func LogosAsked(media []social.Media, answers []social.LogoAnswer) []component.LogoReview {
	said := map[[2]string]bool{}
	for _, a := range answers {
		said[[2]string{a.SHA256, a.Brand}] = true
	}
	var out []component.LogoReview
	for _, m := range media {
		for _, l := range m.Logos {
			key := [2]string{m.SHA256, l.Brand}
			if !l.Perhaps || said[key] {
				continue
			}
			said[key] = true // of several places in one picture the surest
			out = append(out, component.LogoReview{
				Picture: picture(social.Image{}, m), Brand: l.Brand, SHA256: m.SHA256, Certainty: fmt.Sprintf("Certainty %.2f", l.Certainty), Mark: markOf(l),
			})
		}
	}
	return out
}

func markOf(l social.Logo) component.Found {
	return component.Found{Name: l.Brand, Perhaps: l.Perhaps, X: l.Box.X, Y: l.Box.Y, W: l.Box.W, H: l.Box.H}
}

// LogosAnswered are answers, the latest first.
func LogosAnswered(answers []social.LogoAnswer, limit int, now time.Time) []component.LogoReview {
	var out []component.LogoReview
	for _, a := range answers[:min(len(answers), limit)] {
		said := "Called the logo"
		if a.Verdict == social.LogoNo {
			said = "Called another thing"
		}
		shown := component.Picture{Full: "/media/" + a.SHA256, Src: "/media/" + a.SHA256, Alt: "Picture in which the logo of " + a.Brand + " was perhaps found"}
		out = append(out, component.LogoReview{
			Picture: shown, Brand: a.Brand, SHA256: a.SHA256, Answer: said, By: a.By, When: Moment(a.At, now),
			Mark: component.Found{Name: a.Brand, X: a.Box.X, Y: a.Box.Y, W: a.Box.W, H: a.Box.H},
		})
	}
	return out
}

// LogosCounted says how many questions were answered.
func LogosCounted(known social.Logos) string {
	return fmt.Sprintf("%s called the logo, %s not. What was answered stands before what is found, and teaches the finder.", Exact(int64(known.Yes)), Exact(int64(known.No)))
}

// LogosWaiting says how many finds are unsure.
func LogosWaiting(pictures uint64, shown int) string {
	switch {
	case pictures == 0:
		return "Logos found in pictures with too little certainty to count are asked about here."
	case pictures == 1:
		return "In 1 picture a logo was perhaps found. It counts once somebody says that it is one."
	case int(pictures) > shown:
		return fmt.Sprintf("In %s pictures a logo was perhaps found; the newest are shown. They count once somebody says that they are.", Exact(int64(pictures)))
	}
	return fmt.Sprintf("In %s pictures a logo was perhaps found. They count once somebody says that they are.", Exact(int64(pictures)))
}

// maxInline is the largest picture that is put into a page itself, in bytes.
const maxInline = 64 << 10

// LogoBrands are the brands with the pictures of their logos.
func LogoBrands(brands []social.Brand, known social.Logos) []component.LogoBrand {
	var out []component.LogoBrand
	for _, b := range brands {
		one := component.LogoBrand{Name: b.Name, Configured: "None in the configuration (brands: logos)."}
		switch n := known.Configured[b.Name]; n {
		case 0:
		case 1:
			one.Configured = "1 picture in the configuration."
		default:
			one.Configured = fmt.Sprintf("%d pictures in the configuration.", n)
		}
		for _, e := range known.Uploaded {
			if e.Brand != b.Name {
				continue
			}
			u := component.LogoUpload{Name: e.Name, SHA256: e.SHA256}
			if len(e.Data) <= maxInline && slices.Contains([]string{"image/png", "image/jpeg", "image/webp", "image/gif"}, e.Type) {
				u.Src = "data:" + e.Type + ";base64," + base64.StdEncoding.EncodeToString(e.Data)
			}
			one.Uploaded = append(one.Uploaded, u)
		}
		out = append(out, one)
	}
	return out
}
