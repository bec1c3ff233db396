package cli

import (
	"context"
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

// withoutNews is a log of warnings and worse, unless everything is asked for (debug): a demo
// crawls each source twice a minute, and its lines would bury the address of the dashboard.
func withoutNews(ctx context.Context, log *slog.Logger) *slog.Logger {
	if log.Enabled(ctx, slog.LevelDebug) {
		return log
	}
	return slog.New(warnings{log.Handler()})
}

// warnings hands on warnings and worse.
type warnings struct{ slog.Handler }

func (w warnings) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && w.Handler.Enabled(ctx, level)
}

func (w warnings) WithAttrs(attrs []slog.Attr) slog.Handler {
	return warnings{w.Handler.WithAttrs(attrs)}
}

func (w warnings) WithGroup(name string) slog.Handler { return warnings{w.Handler.WithGroup(name)} }
