package speech

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/pipeline/claim"
	"earshot/internal/social"
)

const (
	// mostStumbles is how often the model may fail at a recording before that may be the
	// recording's fault.
	mostStumbles = 3
	// longestFault is the longest fault that is kept, in characters.
	longestFault = 300
)

// ask asks about one recording, and tells whether to go on with the next. An error is one of
// our own stores.
func (w *Worker) ask(ctx context.Context, wish social.TranscriptWish) (goesOn bool, err error) {
	ctx, release, mine, err := w.claims.Take(ctx, claimKey(wish.URL))
	if err != nil || !mine {
		w.put(wish.URL, claim.Renewal)
		return true, err
	}
	defer func() { w.unwritten.Settle(wish.URL, release) }()
	asks, err := w.opts.Store.TranscriptAsks(ctx, []string{wish.URL})
	if err != nil {
		return false, fmt.Errorf("speech: look for an answer: %w", err)
	}
	known := asks[wish.URL]
	known.URL = wish.URL
	if known.Step == social.TranscriptHeard || w.leaves(known) {
		return true, nil
	}
	if why := w.unfit(wish.Recording); why != "" {
		return true, w.giveUp(ctx, known, why)
	}
	l, err := w.opts.Budget.ledger().Read(ctx)
	if err != nil {
		return false, err
	}
	if w.opts.Budget.over(l.Day, int64(wish.Seconds)) != "" {
		w.hold(wish.URL, tooLong{seconds: int64(wish.Seconds)}) // it need not be fetched to know
		return true, nil
	}
	recording, err := w.opts.Fetch(ctx, wish.URL, wish.Page, w.opts.Longest)
	switch {
	case ctx.Err() != nil:
		return false, nil
	case err != nil && passes(social.CodeOf(err)):
		return true, w.miss(ctx, known, "it cannot be fetched: "+brief(err))
	case err != nil:
		return true, w.giveUp(ctx, known, brief(err))
	}
	return w.listen(ctx, known, recording)
}

// passes tells whether a fault may pass, or is our own, so that nothing is given up for it.
func passes(code social.Code) bool {
	switch code {
	case social.CodeUnavailable, social.CodeRateLimited, social.CodeBusy, social.CodeConflict, social.CodeInternal:
		return true
	default:
		return false
	}
}

// listen sends a recording to the model.
func (w *Worker) listen(ctx context.Context, known social.TranscriptAsk, recording Recording) (goesOn bool, err error) {
	began := time.Now()
	known.Length = recording.Length
	var own error // is that of our ledger
	heard, err := w.opts.Model.Transcribe(ctx, recording, func(ctx context.Context) (func(bool, time.Duration), error) {
		settle, err := w.opts.Budget.Enter(ctx, recording.Length)
		if err != nil && !errors.Is(err, ErrSpent) {
			own = err
		}
		return settle, err
	})
	known.Took += time.Since(began)
	switch {
	case own != nil:
		return false, own
	case err == nil:
		return true, w.hear(ctx, known, heard, time.Since(began))
	default:
		return w.notHeard(ctx, known, err, time.Since(began))
	}
}

// unfit says why a recording need not be fetched to know that it is not heard.
func (w *Worker) unfit(r social.Recording) string {
	switch {
	case strings.Contains(r.Type, "mpegurl") || strings.Contains(r.Type, "dash+xml"):
		return "it is offered in pieces (a playlist), which are not put together"
	case time.Duration(r.Seconds)*time.Second > w.opts.Longest:
		return fmt.Sprintf("it is longer than %s (llm.transcript_longest)", w.opts.Longest)
	default:
		return ""
	}
}

// hear stores what was heard, and matches the posts that have the recording. What was paid
// for is stored though the program is about to end.
func (w *Worker) hear(ctx context.Context, known social.TranscriptAsk, heard Heard, took time.Duration) error {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), settleWait)
	defer stop()
	w.Backoff.Answered()
	w.forget(known.URL)
	text := []rune(strings.ToValidUTF8(heard.Text, ""))
	known.Step, known.Fault, known.Text = social.TranscriptHeard, "", string(text[:min(len(text), social.MaxTranscript/4)])
	known.Language, known.Certainty = brief(errors.New(heard.Language)), heard.Certainty
	known.Length = max(known.Length, heard.Length)
	known.Cost += w.opts.Budget.cost(whole(known.Length))
	err := w.write(ctx, known)
	w.heard.Add(1) // it is written later where it was not
	w.enter(ctx, func(l *account) {
		l.Day.Heard++
		l.Day.Millis += took.Milliseconds()
		l.Model = health{Name: l.Model.Name, Good: w.opts.Budget.Now().UTC()}
	})
	if err != nil {
		return err
	}
	return w.opts.Match(ctx, []string{known.URL})
}

// notHeard notes why there is no transcript, and whose fault it is.
func (w *Worker) notHeard(ctx context.Context, known social.TranscriptAsk, err error, took time.Duration) (goesOn bool, _ error) {
	if ctx.Err() != nil {
		return false, nil // it is asked about again
	}
	now := w.opts.Budget.Now().UTC()
	if errors.Is(err, ErrSpent) {
		w.hold(known.URL, tooLong{whole(known.Length), true})
		w.opts.Log.Info("what is left of the day's budget does not hold a recording", "url", known.URL, "length", known.Length, "budget", brief(err))
		return true, nil
	}
	l, readErr := w.opts.Budget.ledger().Read(ctx)
	if readErr != nil {
		return false, readErr
	}
	well := l.Model.Fault == "" && !l.Model.Good.IsZero()
	// An answer of no use may be the recording's fault, and so is a request that is refused
	// while others are not.
	code := social.CodeOf(err)
	its := well && (code == social.CodeBroken || code == social.CodeInvalid)
	row := 0
	w.enter(ctx, func(l *account) {
		l.Day.Faults++
		l.Day.Millis += took.Milliseconds()
		if its {
			l.Model.Worthless++
		}
		if row = l.Model.Worthless; !its || row > pipeline.WorthlessRow {
			if l.Model.Fault == "" {
				l.Model.Since = now
			}
			l.Model.Fault = brief(err)
		}
	})
	if its && row <= pipeline.WorthlessRow {
		return true, w.fail(ctx, known, brief(err))
	}
	rest := w.Backoff.Fault(err, w.opts.Model.RetryAfter(err))
	w.put(known.URL, rest+rest/2)
	w.opts.Log.Warn("the speech model hears nothing, will try again", "in", rest, "error", err)
	if code != social.CodeUnavailable || w.stumble(known.URL) <= mostStumbles || l.Model.Good.IsZero() {
		return false, nil
	}
	if well { // others are heard
		return false, w.fail(ctx, known, brief(err))
	}
	w.putLonger(known.URL, rest+rest/2) // it may be the recording, and each try may be paid for
	return false, nil
}

// miss puts a recording off that cannot be had now, which is not its fault: it is not given up
// for that.
func (w *Worker) miss(ctx context.Context, known social.TranscriptAsk, why string) error {
	w.failed.Add(1)
	w.putLonger(known.URL, 0)
	switch here := w.failedHere(known); {
	case here && (known.Attempts > 0 || known.Fault == why):
		return nil
	case !here:
		known.Attempts = 0
	}
	known.Step, known.Fault = social.TranscriptFailed, why
	return w.write(ctx, known)
}

// fail notes that what came of a recording cannot be used. It is given up after some days if
// the model has heard others meanwhile, and so is not at fault itself.
func (w *Worker) fail(ctx context.Context, known social.TranscriptAsk, why string) error {
	if !w.failedHere(known) || known.Attempts == 0 {
		known.Attempts, known.Since = 0, w.opts.Budget.Now().UTC()
	}
	known.Attempts++
	w.failed.Add(1)
	if known.Attempts > len(restsAfter) && w.goodSince(ctx, known.Since) {
		return w.giveUp(ctx, known, why)
	}
	w.put(known.URL, restsAfter[min(known.Attempts, len(restsAfter))-1])
	known.Step, known.Fault = social.TranscriptFailed, why
	return w.write(ctx, known)
}

// goodSince tells whether the model has answered well after a time.
func (w *Worker) goodSince(ctx context.Context, since time.Time) bool {
	l, err := w.opts.Budget.ledger().Read(ctx)
	return err == nil && l.Model.Good.After(since)
}

func (w *Worker) giveUp(ctx context.Context, known social.TranscriptAsk, why string) error {
	known.Step, known.Fault = social.TranscriptGivenUp, why
	w.givenUp.Add(1)
	w.forget(known.URL)
	w.opts.Log.Info("a recording gets no transcript", "url", known.URL, "because", pipeline.FaultKind(why))
	return w.write(ctx, known)
}

// after is now, and later than what was noted before.
func (w *Worker) after(noted time.Time) time.Time {
	now := w.opts.Budget.Now().UTC()
	if least := noted.Add(time.Microsecond); now.Before(least) {
		return least
	}
	return now
}

// enter notes in the ledger, which is for people to read: where it cannot be written, what was
// done stands all the same.
func (w *Worker) enter(ctx context.Context, note func(*account)) {
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), settleWait)
	defer stop()
	if err := w.opts.Budget.ledger().Change(ctx, func(l *account) error { note(l); return nil }); err != nil {
		w.opts.Log.Warn("transcript not counted", "error", err)
	}
}

// brief is a fault on one line, short.
func brief(fault error) string {
	runes := []rune(strings.Join(strings.Fields(fault.Error()), " "))
	return string(runes[:min(len(runes), longestFault)])
}

// claimKey is the key of a recording's claim; not every address is one.
func claimKey(url string) string {
	sum := sha256.Sum256([]byte(url))
	return hex.EncodeToString(sum[:])
}
