package media

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"

	"earshot/internal/social"
)

// Marks are files by which processes find out whether they see the same store.
const marks = "marks/"

// Try writes something into the store, reads it back and removes it.
func (m *Media) Try(ctx context.Context) error {
	name := rand.Text()
	if err := m.Mark(ctx, name); err != nil {
		return err
	}
	seen, err := m.Marked(ctx, name)
	if err == nil && !seen {
		err = social.Errorf(social.CodeBroken, "media: what was written to the store is not there to be read")
	}
	if err == nil {
		err = m.objects.remove(ctx, marks+name)
	}
	if err != nil {
		return fmt.Errorf("media: try the store: %w", err)
	}
	return nil
}

// Mark leaves a mark of that name in the store.
func (m *Media) Mark(ctx context.Context, name string) error {
	if err := m.objects.write(ctx, marks+name, []byte(name)); err != nil {
		return social.Errorf(social.CodeUnavailable, "media: mark the store: %w", err)
	}
	return nil
}

// Marked tells whether the store has the mark of that name.
func (m *Media) Marked(ctx context.Context, name string) (bool, error) {
	data, err := m.objects.read(ctx, marks+name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, social.Errorf(social.CodeUnavailable, "media: read the mark of the store: %w", err)
	}
	return bytes.Equal(data, []byte(name)), nil
}
