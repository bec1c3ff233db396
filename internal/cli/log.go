package cli

import (
	"io"
	"log/slog"
	"time"

	"earshot/internal/condense"
)

// repeatEvery is how often a warning that goes on is written, with its count.
const repeatEvery = time.Minute

// newLog is the log of a command. Warnings are of one kind where they say the same
// of the same source, queue, host or part.
func newLog(w io.Writer, level, format string) *condense.Handler {
	opts := &slog.HandlerOptions{Level: logLevel(level)}
	var lines slog.Handler = slog.NewTextHandler(w, opts)
	if format == "json" {
		lines = slog.NewJSONHandler(w, opts)
	}
	if level == "debug" {
		// Whoever looks for a fault wants every line of it.
		return condense.New(lines, 0)
	}
	return condense.New(lines, repeatEvery, "source", "what", "host", "part", "brand", "code")
}

func logLevel(name string) slog.Level {
	switch name {
	case "debug":
		return slog.LevelDebug
	case "warn":
		return slog.LevelWarn
	case "error":
		return slog.LevelError
	default:
		return slog.LevelInfo
	}
}
