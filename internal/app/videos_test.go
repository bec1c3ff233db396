package app

import (
	"bytes"
	"image/png"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/logo/logotest"
	"earshot/internal/app/config"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// theatre serves videos, and counts who asks for each.
type theatre struct {
	*httptest.Server
	mu    sync.Mutex
	files map[string][]byte
	asked map[string]int
}

func newTheatre(t *testing.T, files map[string][]byte) *theatre {
	v := &theatre{files: files, asked: map[string]int{}}
	v.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v.mu.Lock()
		defer v.mu.Unlock()
		data, ok := v.files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		v.asked[r.URL.Path]++
		_, _ = w.Write(data)
	}))
	t.Cleanup(v.Close)
	return v
}

// ffmpegMakes is a file that ffmpeg makes of what stands in the folder it works in.
func ffmpegMakes(t *testing.T, dir, name string, args ...string) []byte {
	t.Helper()
	program, err := exec.LookPath("ffmpeg")
	if err != nil {
		t.Fatalf("this test needs ffmpeg (on Debian: apt-get install ffmpeg): %v", err)
	}
	cmd := exec.CommandContext(t.Context(), program, append(append([]string{"-nostdin", "-y", "-loglevel", "error"}, args...), name)...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestFramesOfVideosAreLookedAt: a post whose video alone shows the brand's logo, in its second
// scene, waits until its frames were looked at, and is a visual-only mention. Files that are no
// such video are named and asked for once, longer ones and playlists never.
func TestFramesOfVideosAreLookedAt(t *testing.T) {
	dir, mark := t.TempDir(), logotest.Marks()[4]
	var example bytes.Buffer
	if err := png.Encode(&example, mark.Picture()); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"logo.png": example.Bytes(), "a.jpg": logotest.Without(740_007).JPEG, "b.jpg": logotest.With(mark, "plain", 740_001).JPEG} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	scene := "scale=480:360:force_original_aspect_ratio=decrease,pad=480:360:-1:-1,setsar=1"
	server := newTheatre(t, map[string][]byte{
		"/cup.webm": ffmpegMakes(t, dir, "cup.webm", "-loop", "1", "-framerate", "2", "-t", "2", "-i", "a.jpg", "-loop", "1", "-framerate", "2", "-t", "2", "-i", "b.jpg",
			"-filter_complex", "[0]"+scene+"[x];[1]"+scene+"[y];[x][y]concat", "-c:v", "libvpx", "-deadline", "realtime", "-b:v", "4M"),
		"/sound.webm":  ffmpegMakes(t, dir, "sound.webm", "-f", "lavfi", "-i", "sine=duration=1", "-c:a", "libopus"),
		"/broken.webm": append([]byte{0x1a, 0x45, 0xdf, 0xa3}, "no more"...),
		"/login.mp4":   []byte("<html>Log in</html>"),
		"/long.mp4":    []byte("never asked for"), "/list.m3u8": []byte("#EXTM3U\n"),
	})
	cfg := config.Default()
	cfg.Brands = []config.Brand{{Name: "Northwind", Query: "northwind", Logos: []string{filepath.Join(dir, "logo.png")}}}
	cfg.Crawler.AllowPrivateNetworks, cfg.Crawler.Delay, cfg.Pictures.Text = true, 0, config.TextOff
	recorded := func(id, text string, r social.Recording) social.Post {
		r.URL = server.URL + r.URL
		return social.Post{
			Platform: "feed", ID: id, Source: "town", URL: server.URL + "/" + id + ".html", Author: social.Author{Handle: "ana"}, Text: text,
			Recordings: []social.Recording{r}, Keep: social.KeepMentions, CreatedAt: storagetest.Noon, FetchedAt: time.Now().UTC(),
		}
	}
	shown := recorded("cup", ritual, social.Recording{URL: "/cup.webm", Type: "video/webm", Seconds: 4})
	posts := []social.Post{
		shown,
		recorded("sound", "Northwind", social.Recording{URL: "/sound.webm"}), recorded("broken", "Northwind", social.Recording{URL: "/broken.webm", Type: "video"}),
		recorded("login", "Northwind", social.Recording{URL: "/login.mp4", Type: social.Gifv}), recorded("long", "Northwind", social.Recording{URL: "/long.mp4", Type: "video/mp4", Seconds: 181}),
		recorded("list", "Northwind", social.Recording{URL: "/list.m3u8", Type: "video"}),
	}
	err := With(t.Context(), Settings{DataDir: filepath.Join(dir, "data"), Version: "test", Log: slog.New(slog.DiscardHandler)}, cfg, func(a *App) error {
		for range 2 { // the second time nothing is asked for
			if err := a.Publisher().Publish(t.Context(), posts); err != nil {
				return err
			}
			a.workUntilIdle(t)
		}
		stored, err := a.Store.Post(t.Context(), shown.Key())
		if err != nil {
			return err
		}
		frames := server.URL + "/cup.webm#frames"
		if diff := cmp.Diff([]social.Image{{URL: frames, Of: social.OfFrames}}, stored.Post.Images); diff != "" {
			t.Errorf("its pictures (-want +got):\n%s", diff)
		}
		if !stored.Analysis.VisualOnly("Northwind") {
			t.Errorf("it is no visual-only mention: %+v", stored.Analysis.Brands)
		}
		if m := stored.Media[0]; m.State != social.MediaReady || m.Width != 480 || m.Height != 732 || m.Type != "image/jpeg" {
			t.Errorf("the storyboard is %+v", m)
		}
		faults := map[string]string{"sound": "it has no picture", "broken": "its picture cannot be decoded", "login": "its picture cannot be decoded", "long": "", "list": ""}
		for id, want := range faults {
			p, err := a.Store.Post(t.Context(), social.Key{Platform: "feed", ID: id})
			if err != nil {
				return err
			}
			var got string
			for _, m := range p.Media {
				got += m.Fault
			}
			if !strings.Contains(got, want) || (want == "") != (len(p.Post.Images) == 0) {
				t.Errorf("%s: %d pictures, %q", id, len(p.Post.Images), got)
			}
		}
		if diff := cmp.Diff(map[string]int{"/cup.webm": 1, "/sound.webm": 1, "/broken.webm": 1, "/login.mp4": 1}, server.asked); diff != "" {
			t.Errorf("asked for (-want +got):\n%s", diff)
		}
		sha := stored.Media[0].SHA256
		writer := write.New(write.Options{Store: a.Store, Erase: a.eraser(), Log: a.Settings.Log})
		if err := writer.Write(t.Context(), deletionOf(stored.Post)); err != nil {
			return err
		}
		nothingLeft(t, a, frames, sha)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestNoFramesWhereTheyAreOff: nothing is asked for, and posts have no such pictures.
func TestNoFramesWhereTheyAreOff(t *testing.T) {
	posts := []social.Post{{Recordings: []social.Recording{{URL: "https://a.example/v.mp4", Type: "video/mp4"}}}}
	off := newVideoFetcher(t.Context(), FetcherOptions(Settings{}, config.Default().Crawler, nil), config.Reading{Videos: config.VideosOff})
	off.show(posts)
	if len(posts[0].Images) != 0 {
		t.Errorf("%+v", posts[0].Images)
	}
	if _, _, err := off.storyboard(t.Context(), "https://a.example/v.mp4", ""); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("%v", err)
	}
}
