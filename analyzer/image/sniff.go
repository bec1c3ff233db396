package image

import (
	"bytes"
	"encoding/binary"
	"net/http"
	"strings"

	"earshot/internal/social"
)

// format is a supported picture format.
type format string

const (
	formatJPEG format = "JPEG"
	formatPNG  format = "PNG"
	formatGIF  format = "GIF"
	formatWebP format = "WebP"
)

func (f format) mime() string { return "image/" + strings.ToLower(string(f)) }

// sniff detects the format by the signature at the start of the bytes (the
// WHATWG MIME Sniffing Standard, 6.1). The server's Content-Type is ignored.
func sniff(data []byte) (format, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return formatJPEG, nil
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return formatPNG, nil
	case bytes.HasPrefix(data, []byte("GIF87a")), bytes.HasPrefix(data, []byte("GIF89a")):
		return formatGIF, nil
	case isWebP(data):
		return formatWebP, nil
	default:
		return "", social.Errorf(social.CodeBroken, "not a picture: %s", describe(data))
	}
}

func isWebP(data []byte) bool {
	return len(data) >= 16 && string(data[:4]) == "RIFF" && string(data[8:14]) == "WEBPVP"
}

// describe describes, for an error message, bytes that are no supported picture.
func describe(data []byte) string {
	if len(data) == 0 {
		return "there are no bytes"
	}
	if name := unsupported(data); name != "" {
		return "the format " + name + " is not supported"
	}
	start := bytes.TrimLeft(data[:min(len(data), 512)], "\ufeff \t\r\n")
	switch kind, _, _ := strings.Cut(http.DetectContentType(data), ";"); {
	case kind == "text/html":
		return "the bytes are HTML"
	case kind == "text/xml":
		return "the bytes are XML"
	case kind == "text/plain" && (bytes.HasPrefix(start, []byte("{")) || bytes.HasPrefix(start, []byte("["))):
		return "the bytes are JSON"
	case kind == "text/plain":
		return "the bytes are text"
	case kind == "application/octet-stream":
		return "the bytes are of no known kind"
	default:
		return "the bytes are " + kind
	}
}

// unsupported returns the name of a known picture format that cannot be decoded.
func unsupported(data []byte) string {
	start := data[:min(len(data), 512)]
	switch {
	case len(start) >= 12 && string(start[4:8]) == "ftyp":
		return mediaBrand(start)
	case bytes.Contains(start, []byte("<svg")):
		return "SVG"
	case bytes.HasPrefix(start, []byte("II*\x00")), bytes.HasPrefix(start, []byte("MM\x00*")),
		bytes.HasPrefix(start, []byte("II+\x00")), bytes.HasPrefix(start, []byte("MM\x00+")):
		return "TIFF"
	case bytes.HasPrefix(start, []byte("BM")) && len(start) >= 18:
		return "BMP"
	case bytes.HasPrefix(start, []byte("\x00\x00\x01\x00")):
		return "ICO"
	case bytes.HasPrefix(start, []byte("\xff\x0a")), bytes.HasPrefix(start, []byte("\x00\x00\x00\x0cJXL ")):
		return "JPEG XL"
	case bytes.HasPrefix(start, []byte("\xff\x4f\xff\x51")), bytes.HasPrefix(start, []byte("\x00\x00\x00\x0cjP  ")):
		return "JPEG 2000"
	case bytes.HasPrefix(start, []byte("8BPS")):
		return "Photoshop"
	default:
		return ""
	}
}

// mediaBrand is the name of a picture format by the brands of a file of ISO/IEC 14496-12: the
// major one, and where that says only that it holds pictures, those that it is compatible with.
func mediaBrand(start []byte) string {
	end := min(int64(binary.BigEndian.Uint32(start)), int64(len(start)))
	for at := int64(8); at+4 <= max(end, 12); at += 4 {
		switch string(start[at : at+4]) {
		case "avif", "avis":
			return "AVIF"
		case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs":
			return "HEIF"
		}
	}
	if major := string(start[8:12]); major == "mif1" || major == "msf1" {
		return "HEIF"
	}
	return ""
}
