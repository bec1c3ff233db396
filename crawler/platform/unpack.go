package platform

import (
	"bytes"
	"compress/gzip"
	"io"

	"earshot/internal/social"
)

// maxUnpacked limits a decompressed file, in bytes.
const maxUnpacked = 32 << 20

// Unpack decompresses a file that is itself stored as gzip. What is not
// compressed is returned as it is.
func Unpack(body []byte) ([]byte, error) {
	if !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		return body, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, social.Errorf(social.CodeBroken, "compressed file: %w", err)
	}
	unpacked, err := io.ReadAll(io.LimitReader(z, maxUnpacked+1))
	if err != nil {
		return nil, social.Errorf(social.CodeBroken, "compressed file: %w", err)
	}
	if len(unpacked) > maxUnpacked {
		return nil, social.Errorf(social.CodeBroken, "compressed file: more than %d bytes", maxUnpacked)
	}
	return unpacked, nil
}
