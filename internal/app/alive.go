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
