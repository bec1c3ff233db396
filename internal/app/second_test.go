package app

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"earshot/analyzer/encoder"
	"earshot/internal/app/config"
	"earshot/internal/social"
)

// TestSecondStageIsOptional: with the encoder the analyses' version names it; without
// it, or switched off, texts are analysed all the same, and its absence is said once.
func TestSecondStageIsOptional(t *testing.T) {
	analyse := func(environ ...string) (version, log string) {
		var out bytes.Buffer
		text, err := NewTextAnalyzer(Settings{DataDir: t.TempDir(), Environ: environ, Log: slog.New(slog.NewTextHandler(&out, nil))}, Asked{})
		if err != nil {
			t.Fatal(err)
		}
		if got := text.Text("The staff were friendly and everything arrived on time."); got.Sentiment.Label == social.Unknown {
			t.Errorf("%v: nothing was judged", environ)
		}
		return text.Version(), out.String()
	}
	with, said := analyse()
	if !strings.Contains(with, encoder.Version) || said != "" {
		t.Errorf("with the encoder: version %s, log %s", with, said)
	}
	off, said := analyse("EARSHOT_ANALYZER_ENCODER=false")
	if strings.Contains(off, encoder.Version) || said != "" {
		t.Errorf("switched off: version %s, log %s", off, said)
	}
	t.Setenv(encoder.FolderEnv, t.TempDir())
	without, said := analyse()
	if without != off || !strings.Contains(said, "without the sentence encoder") || !strings.Contains(said, encoder.FolderEnv) {
		t.Errorf("without it: version %s, log %s", without, said)
	}
	if _, err := SecondStage(config.Default()); social.CodeOf(err) != social.CodeUnavailable {
		t.Errorf("no weights: %v", err)
	}
}
