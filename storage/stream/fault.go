package stream

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"earshot/internal/social"
)

// fault wraps an error of the server or the connection. Losing the server is
// social.CodeUnavailable; the end of the caller's own context stays as it is.
func fault(ctx context.Context, act string, err error) error {
	if err == nil {
		return nil
	}
	if ctx.Err() == nil && lost(err) {
		return social.Errorf(social.CodeUnavailable, "stream: %s: %w", act, err)
	}
	return fmt.Errorf("stream: %s: %w", act, err)
}

func lost(err error) bool {
	for _, target := range []error{
		context.DeadlineExceeded, nats.ErrConnectionClosed, nats.ErrConnectionDraining, nats.ErrTimeout,
		nats.ErrNoResponders, nats.ErrDisconnected, nats.ErrConnectionReconnecting,
		jetstream.ErrConnectionClosed, jetstream.ErrNoStreamResponse, jetstream.ErrAsyncPublishTimeout, jetstream.ErrTooManyStalledMsgs,
		jetstream.ErrNoHeartbeat, jetstream.ErrServerShutdown,
	} {
		if errors.Is(err, target) {
			return true
		}
	}
	// 503 covers a server that is short of storage or has no leader yet.
	api, ok := errors.AsType[*jetstream.APIError](err)
	return ok && api.Code == 503
}

// unreachable names the server without the password its address may hold.
func unreachable(address string, err error) error {
	if address == "" {
		return fmt.Errorf("stream: connect inside the process: %w", err)
	}
	var shown []string
	for one := range strings.SplitSeq(address, ",") {
		u, parseErr := url.Parse(strings.TrimSpace(one))
		if parseErr != nil {
			return social.Errorf(social.CodeInvalid, "stream: the server's address is not a URL")
		}
		shown = append(shown, u.Redacted())
	}
	return social.Errorf(social.CodeUnavailable, "stream: reach %s: %w", strings.Join(shown, ","), err)
}
