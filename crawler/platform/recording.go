package platform

import (
	"slices"
	"strconv"
	"strings"

	"earshot/crawler/markup"
	"earshot/internal/social"
)

// IsRecording tells whether a file of this MIME type, or else at this address, is a sound or
// a video.
func IsRecording(kind, address string) bool {
	kind, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(kind)), ";")
	if kind != "" && kind != "application/octet-stream" {
		return strings.HasPrefix(kind, "audio/") || strings.HasPrefix(kind, "video/")
	}
	return social.RecordedAs(address) != ""
}

// Recorded is a file of sound or video as a document declares it: bytes and length as
// written there.
func Recorded(address, kind, bytes, length string) social.Recording {
	kind, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(kind)), ";")
	if !strings.Contains(kind, "/") && kind != "audio" && kind != "video" || kind == "application/octet-stream" {
		kind = social.RecordedAs(address)
	}
	size, err := strconv.ParseInt(strings.TrimSpace(bytes), 10, 64)
	if err != nil || size < 0 {
		size = 0 // it is not known
	}
	return social.Recording{URL: address, Type: kind, Bytes: size, Seconds: markup.Seconds(length)}
}

// Recordings are those of list that have an address, each once.
func Recordings(list ...social.Recording) []social.Recording {
	var out []social.Recording
	for _, r := range list {
		if r.URL != "" && !slices.ContainsFunc(out, func(known social.Recording) bool { return known.URL == r.URL }) {
			out = append(out, r)
		}
	}
	return out
}
