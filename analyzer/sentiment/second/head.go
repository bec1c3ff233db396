package second

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"fmt"
	"math"

	"github.com/viterin/vek/vek32"

	"earshot/analyzer/encoder"
	"earshot/internal/social"
)

//go:embed head.bin
var shipped []byte

// magic begins a head's file; the numbers of Head follow as little-endian float32.
const magic = "EHD1"

// Head turns the vector of a text and the first reading's log odds into those of
// both: negative and positive, each against neutral.
type Head struct {
	// First is how far the log odds of the first reading count.
	First float32
	// SureFrom is the certainty of both readings together from which on their label
	// counts as sure.
	SureFrom float32
	// Bias and Weights are of negative and of positive.
	Bias    [2]float32
	Weights [2][encoder.Size]float32
}

// Encode returns the file of a head.
func (h *Head) Encode() []byte {
	out := bytes.NewBufferString(magic)
	// A buffer takes whatever is written.
	_ = binary.Write(out, binary.LittleEndian, h)
	return out.Bytes()
}

// parseHead reads the file of a head.
func parseHead(data []byte) (*Head, error) {
	h := new(Head)
	rest, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok || len(rest) != binary.Size(h) {
		return nil, social.Errorf(social.CodeInvalid, "second: the head is no file of %d bytes that begins with %s", len(magic)+binary.Size(h), magic)
	}
	if err := binary.Read(bytes.NewReader(rest), binary.LittleEndian, h); err != nil {
		return nil, fmt.Errorf("second: read the head: %w", err)
	}
	return h, nil
}

const (
	// maxLogOdds bounds the log odds of a first reading, and leastOdds makes them
	// numbers where a probability is 0.
	maxLogOdds = 8
	leastOdds  = 1e-6
)

// logOdds are those of negative and of positive against neutral.
func logOdds(s social.Sentiment) (out [2]float32) {
	for c, p := range [2]float32{s.Negative, s.Positive} {
		out[c] = float32(min(max(math.Log((float64(p)+leastOdds)/(float64(s.Neutral)+leastOdds)), -maxLogOdds), maxLogOdds))
	}
	return out
}

// judge returns the probabilities of both readings together.
func (h *Head) judge(first social.Sentiment, vector *[encoder.Size]float32) social.Sentiment {
	scores := logOdds(first)
	for c := range scores {
		scores[c] = h.First*scores[c] + h.Bias[c] + vek32.Dot(h.Weights[c][:], vector[:])
	}
	n, p := math.Exp(float64(scores[0])), math.Exp(float64(scores[1]))
	sum := n + p + 1
	out := first
	out.Negative, out.Neutral, out.Positive = float32(n/sum), float32(1/sum), float32(p/sum)
	out.Label = social.Neutral // of equally likely classes
	out.Label = out.Likeliest()
	return out
}

// hash names a head by its content.
func hash(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data))[:8] }
