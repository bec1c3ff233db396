package activitypub

import (
	"net/url"
	"strings"

	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// recordings are the sounds and videos that are attached, and of a video that is an object of
// its own the smallest of its files: those are the same at other sizes (as PeerTube lists
// them, https://docs.joinpeertube.org/api/activitypub#video).
func recordings(o lenient.Node, base *url.URL) []social.Recording {
	var list []social.Recording
	for _, a := range o.Get("attachment").Array() {
		kind := a.Get("mediaType").String()
		address := markup.Resolve(base, link(a.Get("url")))
		if text(a.Get("type")) == "Video" && kind == "" {
			kind = "video"
		}
		if kind == "video" || kind != "" && platform.IsRecording(kind, address) {
			list = append(list, platform.Recorded(address, kind, a.Get("size").String(), a.Get("duration").String()))
		}
	}
	if kind := text(o.Get("type")); kind == "Video" || kind == "Audio" {
		list = append(list, smallest(files(o.Get("url"), base, 1), o.Get("duration").String()))
	}
	return platform.Recordings(list...)
}

// file is one of the files of a video.
type file struct {
	social.Recording
	height int
}

// files are the files of a list of links; a playlist names its own.
func files(links lenient.Node, base *url.URL, deep int) []file {
	var list []file
	for _, l := range links.Array() {
		kind := l.Get("mediaType").String()
		address := markup.Resolve(base, l.Get("href").String())
		if strings.HasPrefix(kind, "video/") || strings.HasPrefix(kind, "audio/") {
			list = append(list, file{platform.Recorded(address, kind, l.Get("size").String(), ""), platform.Pixels(l.Get("height"))})
		}
		if deep > 0 {
			list = append(list, files(l.Get("tag"), base, deep-1)...)
		}
	}
	return list
}

// smallest is the file of the least height that has sound and pictures. One of height 0 may
// be the sound alone, which serves as well.
func smallest(list []file, length string) social.Recording {
	var best file
	for _, f := range list {
		if f.URL != "" && (best.URL == "" || f.height < best.height || f.height == best.height && f.Bytes > 0 && f.Bytes < best.Bytes) {
			best = f
		}
	}
	best.Seconds = markup.Seconds(length)
	return best.Recording
}
