package picture

import (
	"context"

	"golang.org/x/sync/semaphore"

	"earshot/analyzer/image"
)

const (
	// decodedAtOnce is how many pictures are decoded side by side, however many are
	// fetched or shown to a model, and largeArea from how many pixels on one is decoded alone:
	// decoding takes up to some 20 bytes a pixel, more than half a gigabyte for the largest.
	decodedAtOnce = 3
	largeArea     = image.MaxPixels / decodedAtOnce
)

// Room bounds how many pictures a process decodes at a time, whoever does. It is safe for
// concurrent use.
type Room struct{ places *semaphore.Weighted }

// NewRoom returns a Room that is empty.
func NewRoom() *Room { return &Room{semaphore.NewWeighted(decodedAtOnce)} }

// Do does what decodes a picture of so many pixels once there is room for that. It fails
// without doing it only where ctx ends before.
func (r *Room) Do(ctx context.Context, area int64, do func()) error {
	places := int64(1)
	if area > largeArea {
		places = decodedAtOnce
	}
	if err := r.places.Acquire(ctx, places); err != nil {
		return err
	}
	defer r.places.Release(places)
	do()
	return nil
}
