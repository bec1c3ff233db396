package social

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
)

// Recording is a sound or video attached to a post.
type Recording struct {
	// URL is the address of the file, or of its playlist.
	URL string `json:"url"`
	// Type is its MIME type as the platform declared it, or "audio" or "video" where the
	// platform says no more; empty is unknown.
	Type string `json:"type,omitempty"`
	// Seconds and Bytes are how long and how large it is by the platform's word; 0 is unknown.
	Seconds int64 `json:"seconds,omitempty"`
	Bytes   int64 `json:"bytes,omitempty"`
}

// Gifv is the Type of a short video without sound, which stands for an animated picture.
const Gifv = "gifv"

// TranscriptFrom is where the transcript of a post is from.
type TranscriptFrom string

const (
	// TranscriptPlatform: the platform, or the publisher, offers it and does not say who
	// wrote it.
	TranscriptPlatform TranscriptFrom = "platform"
	// TranscriptPeople: people wrote it, as the platform says.
	TranscriptPeople TranscriptFrom = "people"
	// TranscriptAutomatic: a program of the platform's wrote it.
	TranscriptAutomatic TranscriptFrom = "automatic"
)

// Words is the kind of transcript in a few words.
func (f TranscriptFrom) Words() string {
	switch f {
	case TranscriptPeople:
		return "subtitles written by people"
	case TranscriptAutomatic:
		return "automatic subtitles of the platform"
	default:
		return "subtitles or transcript offered by the platform"
	}
}

// Spoken is what is said in the sound and video of a post: as its platform tells it, and as it
// was heard.
func Spoken(p Post, media ...Media) string {
	parts := make([]string, 0, 1)
	if p.Transcript != "" {
		parts = append(parts, p.Transcript)
	}
	for _, m := range shownMedia(p, media) {
		if m.Transcript != "" {
			parts = append(parts, m.Transcript)
		}
	}
	return strings.Join(parts, "\n")
}

// SpokenFrom names where each part of Spoken is from.
func SpokenFrom(p Post, media ...Media) []string {
	list := []string{}
	if p.Transcript != "" {
		list = append(list, string(or(p.TranscriptFrom, TranscriptPlatform)))
	}
	for _, m := range shownMedia(p, media) {
		if m.Transcript != "" {
			list = append(list, m.TranscriptReader)
		}
	}
	return list
}

func or(from, unknown TranscriptFrom) TranscriptFrom {
	if from == "" {
		return unknown
	}
	return from
}

// recordedAs are the types of files of sound and video by what their names end in.
var recordedAs = map[string]string{
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".aac": "audio/aac", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".opus": "audio/ogg",
	".wav": "audio/wav", ".flac": "audio/flac", ".mp4": "video/mp4", ".m4v": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime",
}

// RecordedAs is the MIME type of the sound or video that is behind an address by its name,
// or "".
func RecordedAs(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return recordedAs[strings.ToLower(path.Ext(u.Path))]
}

// NoteRecordings takes the files of sound and video that p links to for its recordings, where
// its platform declares none.
func (p *Post) NoteRecordings() {
	if len(p.Recordings) > 0 || p.Deleted {
		return
	}
	for _, link := range p.Links {
		if kind := RecordedAs(link); kind != "" && len(p.Recordings) < MaxRecordings {
			p.Recordings = append(p.Recordings, Recording{URL: link, Type: kind})
		}
	}
}

// framesPart is the fragment of the address of a video's frames. It is of Earshot's own; no
// server is sent it (RFC 3986, section 3.5).
const framesPart = "#frames"

// FramesOf is the address at which the frames of a video are known as a picture.
func FramesOf(video string) string {
	address, _, _ := strings.Cut(video, "#")
	return address + framesPart
}

// VideoOf is the address of the video of which a picture is the frames, where it is.
func VideoOf(picture string) (string, bool) { return strings.CutSuffix(picture, framesPart) }

// isShort tells whether a recording is a file of video that lasts no longer than longest and has
// no more than mostBytes, as far as that is declared.
func (r Recording) isShort(longest time.Duration, mostBytes int64) bool {
	kind := strings.ToLower(r.Type)
	if kind == "" || kind == "video" || kind == Gifv {
		// The platform says no more: a playlist or a page is no file.
		named := RecordedAs(r.URL)
		if kind == "" || named != "" {
			kind = named
		}
	}
	isVideo := strings.HasPrefix(kind, "video/") || kind == Gifv
	return isVideo && r.Seconds <= int64(longest/time.Second) && r.Bytes <= mostBytes
}

// ShowFrames adds the frames of a post's short videos to its pictures, after the others. A post
// that has them already stays as it is.
func (p *Post) ShowFrames(longest time.Duration, mostBytes int64) {
	for _, r := range p.Recordings {
		frames := Image{URL: FramesOf(r.URL), Of: OfFrames}
		if !r.isShort(longest, mostBytes) || len(p.Images) >= MaxImages || len(frames.URL) > MaxAddress {
			continue
		}
		if !slices.ContainsFunc(p.Images, func(im Image) bool { return im.URL == frames.URL }) {
			p.Images = append(slices.Clip(p.Images), frames)
		}
	}
}
