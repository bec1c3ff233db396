package caption

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/pipeline/claim"
	"earshot/internal/social"
)

const (
	// tries is how often what came of a picture may be of no use before it is given up.
	tries = 3
	// longestFault is the longest fault that is kept, in characters.
	longestFault = 300
)

// result is what came of a picture.
type result int

const (
	// done: it was asked about, or given up.
	done result = iota
	// skipped: another process asks about it, or it has its answer.
	skipped
	// noUse: neither can the next be asked about.
	noUse
	// denied: nor can it, as the budget does not allow it.
	denied
)

// ask asks about one picture. An error is one of our own stores.
func (w *Worker) ask(ctx context.Context, wish social.CaptionWish) (result, error) {
	ctx, release, mine, err := w.claims.Take(ctx, wish.SHA256)
	if err != nil {
		w.put(wish.SHA256, claim.Renewal)
		return skipped, err
	}
	if !mine {
		w.leave(wish.SHA256)
		return skipped, nil
	}
	defer func() { w.unwritten.Settle(wish.SHA256, release) }()
	w.take(wish.SHA256)
	known, same, err := w.look(ctx, wish.SHA256)
	if err != nil || known.Step == social.CaptionSaid {
		return skipped, err
	}
	if same.CaptionModel != "" { // a picture of the same bytes has one
		return done, w.note(ctx, known, socialCaption(same))
	}
	preview, fault, err := w.preview(ctx, wish)
	if err != nil {
		return skipped, err
	}
	if fault != "" {
		return done, w.giveUp(ctx, known, fault)
	}
	entered := &ticket{budget: w.opts.Budget, log: w.opts.Log}
	began := time.Now()
	said, err := w.opts.Model.Caption(ctx, preview, entered)
	known.Input, known.Output, known.Cost = known.Input+entered.used.Input, known.Output+entered.used.Output, known.Cost+entered.used.Cost
	known.Took += time.Since(began)
	if err == nil {
		return done, w.given(ctx, known, said, time.Since(began))
	}
	return w.notGiven(ctx, known, err, time.Since(began))
}

// look is what is known of a picture by now.
func (w *Worker) look(ctx context.Context, sha string) (known social.CaptionAsk, same social.Media, err error) {
	asks, err := w.opts.Store.CaptionAsks(ctx, []string{sha})
	if err != nil {
		return known, same, fmt.Errorf("caption: look for an answer: %w", err)
	}
	known = asks[sha]
	known.SHA256 = sha
	if same, _, err = w.opts.Store.MediaBySHA(ctx, sha); err != nil {
		return known, same, fmt.Errorf("caption: look for the same picture: %w", err)
	}
	return known, same, nil
}

// preview is the picture as the model is shown it: the one that was fetched, or its thumbnail
// where that is all that is kept. fault says why it cannot be shown.
func (w *Worker) preview(ctx context.Context, wish social.CaptionWish) (preview []byte, fault string, err error) {
	data, _, err := w.opts.Blobs.Get(ctx, wish.SHA256)
	if social.CodeOf(err) == social.CodeNotFound && wish.Thumb != "" {
		data, _, err = w.opts.Blobs.Get(ctx, wish.Thumb)
	}
	if social.CodeOf(err) == social.CodeNotFound {
		return nil, "its bytes are not kept", nil
	}
	if err != nil {
		return nil, "", fmt.Errorf("caption: read a picture: %w", err)
	}
	err = pipeline.Guard(func() (err error) { preview, err = w.opts.Model.Preview(ctx, data); return err })
	if ctx.Err() != nil {
		return nil, "", ctx.Err()
	}
	if err != nil {
		return nil, "it cannot be shown to a model: " + err.Error(), nil
	}
	return preview, "", nil
}

// given notes a good answer.
func (w *Worker) given(ctx context.Context, known social.CaptionAsk, said social.Caption, took time.Duration) error {
	w.Backoff.Answered()
	w.forget(known.SHA256)
	err := w.note(ctx, known, said)
	w.counts.given.Add(1) // it is written later where it was not
	w.enter(ctx, func(l *account) {
		l.Day.Given++
		l.Day.Millis += took.Milliseconds()
		l.Model.Worthless, l.Model.Good, l.Model.Fault, l.Model.Since = 0, w.opts.Budget.Now().UTC(), "", time.Time{}
	})
	return err
}

// note notes an answer and hands it on. What was paid for is noted though the program is
// about to end.
func (w *Worker) note(ctx context.Context, known social.CaptionAsk, said social.Caption) error {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), settleWait)
	defer stop()
	known.Model, known.Prompt, known.Step, known.Fault, known.Said = w.opts.Name, w.opts.Prompt, social.CaptionSaid, "", said
	known.At = w.after(known.At)
	if err := w.write(ctx, known); err != nil {
		return fmt.Errorf("caption: note an answer: %w", err)
	}
	return w.handOn(ctx)
}

// notGiven notes why there is no caption, and whose fault it is.
func (w *Worker) notGiven(ctx context.Context, known social.CaptionAsk, err error, took time.Duration) (result, error) {
	if ctx.Err() != nil {
		return noUse, nil // it is asked about again
	}
	if errors.Is(err, ErrSpent) || w.opts.Model.Short(err) {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.spent = brief(err.Error())
		return denied, nil
	}
	now := w.opts.Budget.Now().UTC()
	why, unusable := w.opts.Model.Unusable(err)
	// A request that is refused while others are not is the picture's fault.
	well := w.isWell(ctx)
	unusable = unusable || social.CodeOf(err) == social.CodeInvalid && well
	if why == "" {
		why = brief(err.Error())
	}
	row := 0
	w.enter(ctx, func(l *account) {
		l.Day.Faults++
		l.Day.Millis += took.Milliseconds()
		if unusable {
			l.Model.Worthless++
		}
		if row = l.Model.Worthless; !unusable || row > pipeline.WorthlessRow {
			if l.Model.Fault == "" {
				l.Model.Since = now
			}
			l.Model.Fault = brief(modelFault(err, why, unusable))
		}
	})
	if unusable && row <= pipeline.WorthlessRow {
		return done, w.failed(ctx, known, why)
	}
	rest := w.Backoff.Fault(errors.New(modelFault(err, why, unusable)), w.opts.Model.RetryAfter(err))
	stumbles := w.put(known.SHA256, rest+rest/2)
	w.opts.Log.Warn("the vision model gives no caption, will try again", "in", rest, "error", err)
	if stumbles > tries && well { // others get theirs
		return noUse, w.failed(ctx, known, why)
	}
	return noUse, nil
}

// modelFault says what is wrong with the model.
func modelFault(err error, why string, unusable bool) string {
	if unusable {
		return "one answer after the other cannot be used, the last because " + why
	}
	return err.Error()
}

// failed notes that what came of a picture cannot be used. It is given up after some tries
// if the model has described others meanwhile, and so is not at fault itself.
func (w *Worker) failed(ctx context.Context, known social.CaptionAsk, why string) error {
	if known.Step != social.CaptionFailed || known.Model != w.opts.Name || known.Prompt != w.opts.Prompt {
		known.Attempts, known.Since = 0, w.opts.Budget.Now().UTC()
	}
	known.Attempts++
	w.counts.failed.Add(1)
	w.put(known.SHA256, time.Minute<<min(known.Attempts, 10))
	if known.Attempts >= tries && w.goodSince(ctx, known.Since) {
		return w.giveUp(ctx, known, why)
	}
	known.Step = social.CaptionFailed
	return w.fault(ctx, known, why)
}

// giveUp notes that a picture gets no caption. Posts that waited for one are matched without.
func (w *Worker) giveUp(ctx context.Context, known social.CaptionAsk, why string) error {
	urls, err := w.opts.Store.PicturesOfBytes(ctx, known.SHA256)
	if err != nil {
		return err
	}
	if err := w.opts.Store.MarkPicturesDue(ctx, urls); err != nil { // first: no post is forgotten
		return err
	}
	known.Step = social.CaptionGivenUp
	w.counts.givenUp.Add(1)
	w.opts.Log.Info("a picture gets no caption", "sha256", known.SHA256, "because", pipeline.FaultKind(why))
	if err := w.fault(ctx, known, why); err != nil {
		return err
	}
	return w.hand(ctx, known.SHA256, urls)
}

func (w *Worker) fault(ctx context.Context, known social.CaptionAsk, why string) error {
	known.Model, known.Prompt, known.Fault, known.At, known.Said = w.opts.Name, w.opts.Prompt, brief(why), w.after(known.At), social.Caption{}
	if err := w.write(ctx, known); err != nil {
		return fmt.Errorf("caption: note a fault: %w", err)
	}
	return nil
}

// isWell tells whether the model has answered well, and nothing is known against it.
func (w *Worker) isWell(ctx context.Context) bool {
	l, err := w.opts.Budget.ledger().Read(ctx)
	return err == nil && l.Model.Fault == "" && !l.Model.Good.IsZero()
}

// goodSince tells whether the model has answered well after a time.
func (w *Worker) goodSince(ctx context.Context, since time.Time) bool {
	l, err := w.opts.Budget.ledger().Read(ctx)
	return err == nil && l.Model.Good.After(since)
}

// enter notes in the ledger, which is for people to read: where it cannot be written, what
// was done stands all the same.
func (w *Worker) enter(ctx context.Context, note func(*account)) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), settleWait)
	defer stop()
	err := w.opts.Budget.ledger().Change(ctx, func(l *account) error {
		note(l)
		return nil
	})
	if err != nil {
		w.opts.Log.Warn("caption not counted", "error", err)
	}
}

// socialCaption is what a vision model said of a picture.
func socialCaption(m social.Media) social.Caption {
	c := social.Caption{Text: m.Caption, Tags: m.Tags, Model: m.CaptionModel, Description: m.Description}
	if m.OCRReader == m.CaptionModel {
		c.OCR = m.OCR
	}
	return c
}

// brief is a fault on one line, short.
func brief(fault string) string {
	runes := []rune(strings.Join(strings.Fields(fault), " "))
	return string(runes[:min(len(runes), longestFault)])
}
