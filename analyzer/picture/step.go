package picture

import (
	"context"
	"errors"
	"slices"

	"earshot/analyzer/ocr"
	"earshot/internal/social"
)

// Step finds out one thing about pictures whose bytes are stored: the text in them, the
// logos, what a vision model says. Steps run in the order of Options.Steps, and each sees
// what those before it found. They are safe for concurrent use.
type Step interface {
	// Name is what faults of the step are named by: "caption", "text".
	Name() string
	// Wants tells whether the step has something to find out about m: it did not look
	// yet, or looked with other means than it has now.
	Wants(m social.Media) bool
	// Share takes over what the step found in a picture of the same bytes, into m, and
	// tells whether there was something to take over. It works without the means to look.
	Share(m *social.Media, same social.Media) bool
	// Read looks at the picture and writes what it finds into m. An error is a fault
	// that is told and counted; it leaves m as it was, and Wants stays true where
	// another look may help; one that is ocr.ErrGivenUp is kept in m, so that it does not.
	Read(ctx context.Context, m *social.Media, data []byte) error
}

// Fault is why a step found nothing out about a picture that is ready.
type Fault struct {
	// Step is the name of the step.
	Step string
	Err  error
}

// thumbnailReader is a step that finds the same in a picture's thumbnail.
type thumbnailReader interface {
	ReadsThumbnails()
}

// wanted are the steps that have something to find out about m. What was read in an original that
// was let go of stays as it is: in the thumbnail most of them would find less.
func (w *Worker) wanted(m social.Media) []Step {
	var steps []Step
	for _, s := range w.opts.Steps {
		if _, small := s.(thumbnailReader); !small && !m.LetGoAt.IsZero() {
			continue
		}
		if s.Wants(m) {
			steps = append(steps, s)
		}
	}
	return steps
}

// Wants tells whether anything is to be found out about a picture that is ready.
func (w *Worker) Wants(m social.Media) bool { return len(w.wanted(m)) > 0 }

// reading are the steps that find words and logos, by which brands are named.
var reading = []string{"text", "logo", "caption"}

// waiter is a step whose answer comes later, from elsewhere.
type waiter interface {
	Waits(m social.Media) bool
}

// Reads tells whether more words or logos may be found in a picture that is ready.
func (w *Worker) Reads(m social.Media) bool {
	for _, s := range w.opts.Steps {
		if later, ok := s.(waiter); ok && later.Waits(m) {
			return true
		}
	}
	return slices.ContainsFunc(w.wanted(m), func(s Step) bool { return slices.Contains(reading, s.Name()) })
}

// share takes over what is known of a picture of the same bytes. err is one of our own store.
func (w *Worker) share(ctx context.Context, m social.Media) (social.Media, error) {
	same, known, err := w.opts.Index.MediaBySHA(ctx, m.SHA256)
	if err != nil || !known {
		return m, err
	}
	for _, s := range w.opts.Steps {
		s.Share(&m, same)
	}
	return m, nil
}

// take lets the steps that want to look at m do so; bytes are asked for when the first of
// them has to. It tells whether m changed. err is one of our own store.
func (w *Worker) take(ctx context.Context, m social.Media, bytes func() ([]byte, error)) (seen social.Media, changed bool, faults []Fault, err error) {
	steps := w.wanted(m)
	if len(steps) == 0 {
		return m, false, nil, nil
	}
	same, known, err := w.opts.Index.MediaBySHA(ctx, m.SHA256)
	if err != nil {
		return m, false, nil, err
	}
	looked := false
	for _, s := range steps {
		if ctx.Err() != nil {
			return m, changed, faults, ctx.Err()
		}
		if !known && m.Print != nil && !looked {
			looked = true // what the fingerprint is of is known by now
			if same, known, err = w.twin(ctx, m); err != nil {
				return m, changed, faults, err
			}
		}
		if known && !s.Wants(same) && s.Share(&m, same) {
			changed = true
			continue
		}
		data, err := bytes()
		if err == nil {
			err = s.Read(ctx, &m, data)
		}
		if err != nil {
			faults = append(faults, Fault{Step: s.Name(), Err: err})
			if !errors.Is(err, ocr.ErrGivenUp) {
				continue
			}
		}
		changed = true
	}
	return m, changed, faults, nil
}
