// Package picture processes the URL of a picture: it fetches, measures and
// stores the picture, and lets steps find out what is on it: its text, a caption.
// Processing a task twice is harmless.
package picture

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"earshot/analyzer/image"
	"earshot/internal/social"
)

const (
	// accept is the Accept header: formats that can be decoded first.
	accept = "image/webp,image/png,image/jpeg,image/gif,image/*;q=0.5"
	// maxFault is the longest error message stored with a picture, in
	// characters.
	maxFault = 300
)

// Fetcher fetches a picture politely; its errors carry social codes.
type Fetcher interface {
	Get(ctx context.Context, url, accept, referrer string) (data []byte, contentType string, err error)
}

// BlobStore stores bytes by their SHA-256 digest.
type BlobStore interface {
	Put(ctx context.Context, data []byte, contentType string) (key string, err error)
	Get(ctx context.Context, key string) (data []byte, contentType string, err error)
}

// MediaIndex looks up stored pictures.
type MediaIndex interface {
	MediaByURL(ctx context.Context, urls []string) (map[string]social.Media, error)
	MediaBySHA(ctx context.Context, sha string) (social.Media, bool, error)
}

// Options connect a Worker.
type Options struct {
	Fetcher Fetcher
	Blobs   BlobStore
	Index   MediaIndex
	// Steps are what is found out about a picture once its bytes are stored.
	Steps []Step
	// Room bounds how many pictures are decoded at a time; nil is one of its own.
	Room *Room
	// Families find the pictures whose findings another shares; nil is none.
	Families *Families
	// Attempts is the number of attempts after which an unreachable picture is
	// given up; 0 is 5.
	Attempts int
	// Now is the clock; nil is time.Now.
	Now func() time.Time
}

// Worker processes media tasks. It is safe for concurrent use.
type Worker struct {
	opts Options
}

// New returns a worker.
func New(opts Options) *Worker {
	if opts.Attempts <= 0 {
		opts.Attempts = 5
	}
	if opts.Now == nil {
		opts.Now = time.Now
	}
	if opts.Room == nil {
		opts.Room = NewRoom()
	}
	return &Worker{opts: opts}
}

// Result is the result of a task.
type Result struct {
	// Media is the row to store: ready, or failed with the fault as a sentence.
	Media social.Media
	// Changed reports whether Media differs from the stored row.
	Changed bool
	// Asked: its host was asked for it, or would have been but for a rest, and what came of
	// it is the host's doing.
	Asked bool
	// Faults are why steps found nothing out about a picture that is ready.
	// Repeating the task asks them again without fetching the picture again.
	Faults []Fault
}

// Process does one task. attempt counts from 1. An error means that the task
// should be repeated later: the picture was unreachable, or our own store
// failed. A picture that is gone, refused or invalid is no error but a failed
// Media, and so is one that is unreachable at the last attempt.
func (w *Worker) Process(ctx context.Context, task social.MediaTask, attempt int) (Result, error) {
	began := w.now()
	known, err := w.opts.Index.MediaByURL(ctx, []string{task.URL})
	if err != nil {
		return Result{}, err
	}
	// A picture that is deleted while it is read stays deleted: the later state stands.
	if least := known[task.URL].FetchedAt.Add(time.Microsecond); began.Before(least) {
		began = least
	}
	if m, ok := known[task.URL]; ok && m.State == social.MediaReady {
		return w.inRoom(ctx, int64(m.Width)*int64(m.Height), func() (Result, error) { return w.again(ctx, m, began) })
	}
	data, _, err := w.opts.Fetcher.Get(ctx, task.URL, accept, task.Referrer)
	if err != nil {
		if ctx.Err() != nil || rests(err) || (isTransient(err) && attempt < w.opts.Attempts) {
			return Result{Asked: true}, err
		}
		return w.failed(task.URL, began, err), nil
	}
	return w.inRoom(ctx, image.Area(data), func() (Result, error) {
		seen, err := image.Inspect(data)
		if err != nil {
			result := w.failed(task.URL, began, err)
			result.Asked = false // the host gave what it has
			return result, nil
		}
		return w.store(ctx, task.URL, began, data, seen)
	})
}

// inRoom does what decodes a picture of so many pixels once there is room for that.
func (w *Worker) inRoom(ctx context.Context, area int64, do func() (Result, error)) (result Result, err error) {
	if full := w.opts.Room.Do(ctx, area, func() { result, err = do() }); full != nil {
		return Result{}, full
	}
	return result, err
}

// Inspect finds out about a picture what the steps do, without storing anything. It fails
// where the bytes are no picture that can be shown.
func Inspect(ctx context.Context, data []byte, steps []Step) (social.Media, []Fault, error) {
	seen, err := image.Inspect(data)
	if err != nil {
		return social.Media{}, nil, err
	}
	m := social.Media{
		State: social.MediaReady, SHA256: seen.SHA256, Perceptual: seen.Perceptual,
		Type: seen.Type, Bytes: seen.Bytes, Width: seen.Width, Height: seen.Height,
	}
	var faults []Fault
	for _, s := range steps {
		if !s.Wants(m) {
			continue
		}
		if err := s.Read(ctx, &m, data); err != nil {
			faults = append(faults, Fault{Step: s.Name(), Err: err})
		}
	}
	return m, faults, ctx.Err()
}

// store stores a picture that is new at this URL.
func (w *Worker) store(ctx context.Context, url string, began time.Time, data []byte, seen image.Picture) (Result, error) {
	if _, err := w.opts.Blobs.Put(ctx, data, seen.Type); err != nil {
		return Result{}, err
	}
	thumb, err := w.opts.Blobs.Put(ctx, seen.Thumb, seen.ThumbType)
	if err != nil {
		return Result{}, err
	}
	m := social.Media{
		URL: url, State: social.MediaReady, SHA256: seen.SHA256, Perceptual: seen.Perceptual, Thumb: thumb,
		Type: seen.Type, Bytes: seen.Bytes, Width: seen.Width, Height: seen.Height, FetchedAt: began, StoredAt: began,
	}
	if m, err = w.share(ctx, m); err != nil {
		return Result{}, err
	}
	m, _, faults, err := w.take(ctx, m, func() ([]byte, error) { return data, nil })
	return Result{Media: m, Changed: true, Asked: err == nil, Faults: faults}, err
}

// again lets the steps look at a stored picture that want to. One whose original was let go of is
// its thumbnail.
func (w *Worker) again(ctx context.Context, m social.Media, began time.Time) (Result, error) {
	seen, changed, faults, err := w.take(ctx, m, sync.OnceValues(func() ([]byte, error) {
		key := m.SHA256
		if !m.LetGoAt.IsZero() {
			key = m.Thumb
		}
		data, _, err := w.opts.Blobs.Get(ctx, key)
		return data, err
	}))
	if changed {
		seen.FetchedAt = began
	}
	return Result{Media: seen, Changed: changed, Faults: faults}, err
}

func (w *Worker) failed(url string, began time.Time, err error) Result {
	fault := []rune(strings.Join(strings.Fields(err.Error()), " "))
	return Result{Changed: true, Asked: true, Media: social.Media{
		URL: url, State: social.MediaFailed, Fault: string(fault[:min(len(fault), maxFault)]), FetchedAt: began,
	}}
}

func (w *Worker) now() time.Time { return w.opts.Now().UTC() }

// rests tells whether a picture was not asked for, as its host is left alone for a time.
func rests(err error) bool {
	_, ok := errors.AsType[interface {
		error
		RestsUntil() time.Time
	}](err)
	return ok
}

// isTransient reports whether an error may pass with time.
func isTransient(err error) bool {
	switch social.CodeOf(err) {
	case social.CodeUnavailable, social.CodeRateLimited, social.CodeInternal:
		return true
	default:
		return false
	}
}
