package app

import (
	"context"
	"log/slog"
	"time"

	"earshot/storage/stream"
)

// heartbeat is how often work in progress tells the stream that it is alive;
// it is well under the time after which the stream hands the work to another.
const heartbeat = 10 * time.Second

// keepTrying calls work again and again until ctx ends. A fault is a stream's
// that is out of reach, as a NATS of one's own is while it restarts: it is
// logged, and work is called again after a pause.
func keepTrying(ctx context.Context, log *slog.Logger, what string, work func() error) {
	for ctx.Err() == nil {
		err := work()
		if err == nil || ctx.Err() != nil {
			continue
		}
		log.Warn("stream out of reach, will try again", "what", what, "error", err)
		select {
		case <-ctx.Done():
		case <-time.After(retryWait):
		}
	}
}

// keepAlive keeps deliveries from being handed to another worker until stop is called.
func keepAlive(ctx context.Context, log *slog.Logger, deliveries ...*stream.Delivery) (stop func()) {
	ctx, stop = context.WithCancel(ctx)
	go func() {
		tick := time.NewTicker(heartbeat)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			for _, d := range deliveries {
				// A delivery that is done already answers with an error; the
				// stream would hand out one that is not again, which is harmless.
				if err := d.Working(); err != nil {
					log.Debug("heartbeat", "key", d.Key, "error", err)
				}
			}
		}
	}()
	return stop
}
