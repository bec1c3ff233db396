package figure

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"os"

	"earshot/internal/social"
)

// usuallyHeld is how many handed over posts are held in memory, 8 MiB of them.
const usuallyHeld = 1 << 20

// handed are the posts that were handed over, by hashes of their identities: the last ones
// in memory, the others in a temporary file. That one of 100 million is taken for one that
// was dated anew, which then does not come, has odds of one in 10^11.
type handed struct {
	seed maphash.Seed
	// most is how many hashes are held.
	most int
	held []uint64
	file *os.File
}

func (h *handed) hash(key social.Key) uint64 { return maphash.Comparable(h.seed, key) }

// add notes a post.
func (h *handed) add(key social.Key) error {
	if len(h.held) >= h.most {
		if err := h.store(); err != nil {
			return fmt.Errorf("storage: note what was read: %w", err)
		}
	}
	h.held = append(h.held, h.hash(key))
	return nil
}

// store puts what is held at the end of the file.
func (h *handed) store() (err error) {
	if h.file == nil {
		if h.file, err = os.CreateTemp("", "earshot-reading-*"); err != nil {
			return err
		}
		// The file is there until it is closed, also by a kill; systems that keep the name
		// until then remove it in close.
		_ = os.Remove(h.file.Name())
	}
	if _, err := h.file.Seek(0, io.SeekEnd); err != nil {
		return err
	}
	w := bufio.NewWriter(h.file)
	for _, hash := range h.held {
		// A writer keeps its first error for Flush.
		_, _ = w.Write(binary.LittleEndian.AppendUint64(w.AvailableBuffer(), hash))
	}
	h.held = h.held[:0]
	return w.Flush()
}

// among adds to status which of keys were handed over.
func (h *handed) among(keys, status map[social.Key]bool) error {
	if len(keys) == 0 {
		return nil
	}
	byHash := make(map[uint64]social.Key, len(keys))
	for key := range keys {
		byHash[h.hash(key)], status[key] = key, false
	}
	for _, hash := range h.held {
		if key, ok := byHash[hash]; ok {
			status[key] = true
		}
	}
	if h.file == nil {
		return nil
	}
	if _, err := h.file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("storage: look what was read: %w", err)
	}
	r := bufio.NewReaderSize(h.file, 1<<16)
	for one := make([]byte, 8); ; {
		if _, err := io.ReadFull(r, one); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("storage: look what was read: %w", err)
		}
		if key, ok := byHash[binary.LittleEndian.Uint64(one)]; ok {
			status[key] = true
		}
	}
}

// close gives the file up.
func (h *handed) close() {
	if h.file != nil {
		_ = h.file.Close()
		_ = os.Remove(h.file.Name())
	}
}
