package attack

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

// chunk is a part of a PNG (ISO/IEC 15948, 5.3).
func chunk(kind string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, kind...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}

// zeros are so many mebibytes of nothing, packed.
func zeros(t *testing.T, mebibytes int) []byte {
	t.Helper()
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	for range mebibytes {
		if _, err := z.Write(make([]byte, 1<<20)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

// png is a picture of one bit a pixel with further chunks before its pixels.
func png(side uint32, pixels []byte, more ...[]byte) string {
	header := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, side), side)
	out := append([]byte("\x89PNG\r\n\x1a\n"), chunk("IHDR", append(header, 1, 0, 0, 0, 0))...)
	for _, m := range more {
		out = append(out, m...)
	}
	return string(append(append(out, chunk("IDAT", pixels)...), chunk("IEND", nil)...))
}

// frames is an animation of so many frames of that side.
func frames(t *testing.T, number, side int) string {
	t.Helper()
	frame := image.NewPaletted(image.Rect(0, 0, side, side), color.Palette{color.Black, color.White})
	g := &gif.GIF{}
	for range number {
		g.Image, g.Delay = append(g.Image, frame), append(g.Delay, 1)
	}
	var b bytes.Buffer
	if err := gif.EncodeAll(&b, g); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// pictures are attacks by picture, by their names.
func pictures(t *testing.T) map[string]string {
	t.Helper()
	few := zeros(t, 1)
	return map[string]string{
		"flood.png":   png(65_500, zeros(t, 512)), // 4.3 billion pixels
		"side.png":    png(1<<31-1, few),
		"text.png":    png(8, few, chunk("zTXt", append([]byte("t\x00\x00"), zeros(t, 512)...)), chunk("iCCP", append([]byte("p\x00\x00"), zeros(t, 256)...))),
		"chunks.png":  png(8, few, bytes.Repeat(chunk("tEXt", []byte("a\x00b")), 300_000)),
		"frames.gif":  frames(t, 400, 2_000),
		"screen.gif":  "GIF89a\xff\xff\xff\xff\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x02D\x01\x00;",
		"outside.gif": "GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\xff\xff\xff\xff\xff\xff\xff\xff\x00\x02\x02D\x01\x00;",
		"size.jpg":    "\xff\xd8\xff\xc0\x00\x11\x08\xff\xdc\xff\xdc\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01",
		"scans.jpg":   "\xff\xd8" + strings.Repeat("\xff\xfe\xff\xff"+strings.Repeat("a", 65_533), 120),
		"size.webp":   "RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\xff\xff\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00",
		"page.svg":    `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="file:///etc/passwd"/></svg>`,
		"none.png":    strings.Repeat("\x00", 8<<20),
	}
}

// mostOfPictures is what the program may hold while pictures attack it, in bytes: the
// largest of them would be gigabytes of pixels.
const mostOfPictures = 640 << 20

// TestPictureBombs has pictures that are small to send and large to look at, in one
// feed: each is counted, and the program stays small.
func TestPictureBombs(t *testing.T) {
	all := pictures(t)
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if body, ok := all[strings.TrimPrefix(r.URL.Path, "/")]; ok {
			w.Header().Set("Content-Type", "image/png")
			_, _ = io.WriteString(w, body)
			return
		}
		if r.URL.Path != "/feed" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, `<rss version="2.0"><channel><title>x</title>`)
		for name := range all {
			fmt.Fprintf(w, `<item><title>northwind %s</title><guid>urn:%s</guid><link>https://shop.example/%s</link><pubDate>%s</pubDate><enclosure type="image/png" url="%s/%s"/></item>`,
				name, name, name, time.Now().UTC().Format(time.RFC1123Z), server.URL, name)
		}
		fmt.Fprint(w, `</channel></rss>`)
	}))
	t.Cleanup(server.Close)
	w := clitest.NewWorld(t, 0.02)
	w.WriteConfiguration(t, map[string]any{
		"brands":  []map[string]any{{"name": "Northwind", "query": "northwind"}},
		"sources": []map[string]any{{"name": "shop", "platform": "feed", "urls": []string{server.URL + "/feed"}, "every": "1h"}},
		"crawler": map[string]any{"allow_private_networks": true, "delay": "0s"},
	})
	began := time.Now()
	sum, peak := crawlWatched(t, w)
	t.Logf("%d pictures, %d looked at, %d counted as failed, %s, the program held %d MiB", len(all), sum.Pictures, sum.PicturesFailed, time.Since(began).Round(time.Second), peak>>20)
	if sum.Stored != len(all) || sum.Pictures+sum.PicturesFailed != len(all) || peak > mostOfPictures {
		t.Errorf("%d posts stored", sum.Stored)
	}
}
