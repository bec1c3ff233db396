package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

type readyCommand struct {
	URL  string     `default:"http://127.0.0.1:8080" placeholder:"URL" env:"EARSHOT_READY_URL" help:"Address of the dashboard, or of monitoring.addr."`
	Wait lengthFlag `default:"3s" placeholder:"TIME" help:"How long to wait for the answer."`
}

// mostReadiness bounds what is read of an answer.
const mostReadiness = 64 << 10

// Run asks a running Earshot whether it is ready; containers and scripts go by the
// exit code.
func (c readyCommand) Run(ctx context.Context, std streams) (err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(c.Wait))
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.URL+"/readyz", nil)
	if err != nil {
		return fmt.Errorf("cli: ask whether Earshot is ready: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("cli: ask whether Earshot is ready: %w", err)
	}
	defer func() { err = errors.Join(err, resp.Body.Close()) }()
	if _, err := io.Copy(std.out, io.LimitReader(resp.Body, mostReadiness)); err != nil {
		return fmt.Errorf("cli: ask whether Earshot is ready: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return errReported
	}
	return nil
}
