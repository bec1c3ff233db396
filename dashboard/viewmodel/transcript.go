package viewmodel

import (
	"fmt"
	"strings"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

// Transcripts are what is said in the sound and video of a post, each with where that is from.
func Transcripts(s social.StoredPost, mark Marker) []component.Transcript {
	var list []component.Transcript
	if p := s.Post; p.Transcript != "" {
		list = append(list, component.Transcript{
			From: said(upperFirst(p.TranscriptFrom.Words()), p.TranscriptLanguage, 0), Text: spans(strings.TrimSpace(p.Transcript), mark),
		})
	}
	for _, r := range s.Post.Recordings {
		for _, m := range s.Media {
			if m.URL != r.URL || m.State != social.MediaHeard {
				continue
			}
			from := "Transcribed by "
			if m.Transcript == "" {
				from = "No words were heard by "
			}
			list = append(list, component.Transcript{
				From: said(from+m.TranscriptReader, m.TranscriptLanguage, m.TranscriptCertainty), Text: spans(strings.TrimSpace(m.Transcript), mark),
			})
		}
	}
	return list
}

// said adds to where a transcript is from what is known of it.
func said(from, language string, certainty float64) string {
	if language != "" {
		from += ", in " + Language(language)
	}
	if certainty > 0 {
		from += fmt.Sprintf(", %.0f %% certain of its words", 100*certainty)
	}
	return from
}

func upperFirst(text string) string {
	if text == "" {
		return ""
	}
	return strings.ToUpper(text[:1]) + text[1:]
}

// Recordings are the sounds and videos of a post.
func Recordings(p social.Post) []component.Option {
	var list []component.Option
	for _, r := range p.Recordings {
		name := "Recording"
		switch {
		case r.Type == social.Gifv:
			name = "Video without sound"
		case strings.HasPrefix(r.Type, "audio"):
			name = "Sound"
		case strings.HasPrefix(r.Type, "video"), strings.Contains(r.Type, "mpegurl"):
			name = "Video"
		}
		if r.Seconds > 0 {
			name += ", " + clock(r.Seconds)
		}
		list = append(list, component.Option{Name: name, Href: webAddress(r.URL)})
	}
	return list
}

// clock writes seconds as 1:02:03 or 2:03.
func clock(seconds int64) string {
	if seconds >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
	}
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}
