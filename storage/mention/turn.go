package mention

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/asker"
	"earshot/storage/database"
	"earshot/storage/queries"
)

const (
	// turnLife is for how long a turn is believed that says nothing more of itself, which is
	// how long others wait for a process that died in one.
	turnLife = 20 * time.Second
	// turnsOfLife is how often in it a turn says that it goes on. It is taken for lost
	// when it could not say so for longer than all but one of them.
	turnsOfLife = 4
)

// errTurnLost is the error of work that another process may have begun meanwhile.
var errTurnLost = errors.New("storage: the turn was lost while it was under way, and what is left of it is for another")

// turn is the right to do what only one of the processes on a store may do at a time.
type turn struct {
	writer *Writer
	holder string
	mu     sync.Mutex
	// valid is when the turn was last said to go on, as of before that was stored.
	valid time.Time
}

// held fails where another process may be at work by now: this one stood still, or could
// not say for too long that it goes on. It is asked before what only one may store.
func (t *turn) held() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	// Time in which the machine slept counts.
	now := time.Now()
	if passed := max(now.Sub(t.valid), now.Round(0).Sub(t.valid.Round(0))); passed > turnLife-turnLife/turnsOfLife {
		return errTurnLost
	}
	return nil
}

// inTurn calls do, unless another process is at what only one may do at a time; had tells
// which. Of two that begin at once, both give way: each says that it begins before it
// looks for others. The context of do ends when the turn is lost.
func (s *Writer) inTurn(ctx context.Context, do func(context.Context, *turn) error) (had bool, err error) {
	// Background work lets pages go first, which a sign of life may not.
	own := asker.With(ctx, asker.Asker{})
	t := &turn{writer: s, holder: rand.Text()}
	if busy, err := t.othersAreAtIt(own); err != nil || busy {
		return false, err
	}
	if err := t.say(own, false); err != nil {
		return false, err
	}
	defer func() {
		last, cancel := context.WithTimeout(context.WithoutCancel(own), turnLife)
		defer cancel()
		err = errors.Join(err, t.say(last, true))
	}()
	if busy, err := t.othersAreAtIt(own); err != nil || busy {
		return false, err
	}
	doing, stop := context.WithCancelCause(ctx)
	alive := make(chan struct{})
	go func() {
		defer close(alive)
		t.keepAlive(context.WithoutCancel(own), doing, stop)
	}()
	err = do(doing, t)
	if cause := context.Cause(doing); errors.Is(cause, errTurnLost) {
		err = errors.Join(err, cause)
	}
	stop(nil)
	<-alive
	return true, err
}

// keepAlive says that the turn goes on until doing ends, which it ends when the turn is lost.
func (t *turn) keepAlive(ctx, doing context.Context, stop context.CancelCauseFunc) {
	tick := time.NewTicker(turnLife / turnsOfLife)
	defer tick.Stop()
	for {
		select {
		case <-doing.Done():
			return
		case <-tick.C:
		}
		if err := t.held(); err != nil {
			stop(err)
			return
		}
		saying, cancel := context.WithTimeout(ctx, turnLife/turnsOfLife)
		err := t.say(saying, false)
		cancel()
		if err != nil && doing.Err() == nil {
			t.writer.db.Log().Warn("a turn could not be prolonged, will try again", "error", err)
		}
	}
}

func (t *turn) othersAreAtIt(ctx context.Context) (bool, error) {
	p := database.Params{"what": "refresh", "holder": t.holder, "life": turnLife.Milliseconds()}
	rows, err := database.Collect(ctx, t.writer.db, queries.OthersTurn, p, func(r driver.Rows) (others bool, err error) {
		return others, r.Scan(&others)
	})
	if err != nil {
		return false, err
	}
	if len(rows) != 1 {
		return false, fmt.Errorf("storage: ask for turns: %d rows", len(rows))
	}
	return rows[0], nil
}

// say stores that the turn goes on, or is over.
func (t *turn) say(ctx context.Context, ended bool) error {
	began := time.Now()
	err := t.writer.db.Exec(ctx, queries.InsertTurn, database.Params{"what": "refresh", "holder": t.holder, "ended": database.Flag(ended)})
	if err == nil {
		t.mu.Lock()
		t.valid = began
		t.mu.Unlock()
	}
	return err
}
