package split

import (
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/social"
	"earshot/storage/stream"
)

// process is one of several on the same streams, with its own data folder and place for
// pictures.
func process(t *testing.T, bus *stream.Bus, media string) *app.App {
	t.Helper()
	a := &app.App{
		Settings: app.Settings{DataDir: t.TempDir(), Log: slog.New(slog.NewTextHandler(io.Discard, nil)), Environ: []string{"AWS_ACCESS_KEY_ID=a", "AWS_SECRET_ACCESS_KEY=b"}},
		Config:   config.Config{Streams: config.Streams{URL: "nats://shared"}, Storage: config.Storage{Media: media}},
		Streams:  bus,
	}
	var err error
	if a.Media, err = app.OpenMedia(t.Context(), a.Settings, a.Config.Storage); err != nil {
		t.Fatal(err)
	}
	return a
}

// TestProcessesUseOneStoreOfPictures starts an analyzer and dashboards that see the same
// pictures, by a bucket and by a folder, and one that does not.
func TestProcessesUseOneStoreOfPictures(t *testing.T) {
	s3 := httptest.NewServer(gofakes3.New(s3mem.New(), gofakes3.WithAutoBucket(true)).Server())
	defer s3.Close()
	for name, shared := range map[string]string{"bucket": "s3://earshot/pictures?endpoint=" + s3.URL, "folder": t.TempDir()} {
		t.Run(name, func(t *testing.T) {
			bus := openStreams(t)
			analyzer, reader := process(t, bus, shared), process(t, bus, shared)
			for _, a := range []*app.App{analyzer, reader, analyzer} {
				if err := a.CheckMedia(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			key, err := analyzer.Media.Put(t.Context(), []byte("a picture"), "")
			if err != nil {
				t.Fatal(err)
			}
			if data, _, err := reader.Media.Get(t.Context(), key); string(data) != "a picture" || err != nil {
				t.Errorf("the dashboard reads %q, %v", data, err)
			}
			// Whoever keeps pictures in its own data folder is told where the others do.
			err = process(t, bus, "").CheckMedia(t.Context())
			if social.CodeOf(err) != social.CodeConflict || !strings.Contains(err.Error(), "set storage.media to one bucket") {
				t.Errorf("a process without the others' pictures: %v", err)
			}
		})
	}
	if err := process(t, openStreams(t), "s3://earshot/x?endpoint=http://127.0.0.1:1").CheckMedia(t.Context()); social.CodeOf(err) != social.CodeUnavailable {
		t.Errorf("a bucket that does not answer: %v", err)
	}
}
