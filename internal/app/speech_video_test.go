package app

import (
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler/fetch"
	"earshot/internal/social"
)

// TestSlowRecordingsArePutOff: one whose body comes too slowly may come faster later, and is not
// taken for one that cannot be heard.
func TestSlowRecordingsArePutOff(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("RIFF"))
		w.(http.Flusher).Flush()
		<-r.Context().Done() // it stalls
	}))
	defer server.Close()
	f := recordingFetcher{files: fetch.New(fetch.Options{AllowPrivate: true, Delay: -1, RateWindow: 50 * time.Millisecond})}
	if _, err := f.fetch(t.Context(), server.URL+"/a.wav", "", time.Minute); social.CodeOf(err) != social.CodeUnavailable {
		t.Errorf("%v", err)
	}
}

// TestVideosAreHeard: without ffmpeg a video in WebM is given up, and what to install is said;
// where it is installed, the video's sound is heard, once. Pages and playlists never are.
func TestVideosAreHeard(t *testing.T) {
	e, dir, at := newEars(t), t.TempDir(), time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)
	e.files = map[string][]byte{
		"/v.webm": append([]byte{0x1a, 0x45, 0xdf, 0xa3}, make([]byte, 100)...), "/broken.webm": append([]byte{0x1a, 0x45, 0xdf, 0xa3}, "no more"...),
		"/list": []byte("#EXTM3U\n#EXTINF:3,\nfile:///etc/hostname\n"), "/page": []byte("<html>Log in</html>"),
	}
	program, missing := exec.LookPath("ffmpeg")
	if missing == nil {
		path := filepath.Join(t.TempDir(), "v.webm")
		if out, err := exec.CommandContext(t.Context(), program, "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "sine=duration=3", "-f", "lavfi", "-i", "color=s=64x48:d=3:r=5",
			"-c:v", "libvpx", "-c:a", "libopus", path).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		e.files["/v.webm"] = data
	}
	reasons := func(state social.TranscriptState) string {
		var all strings.Builder
		for _, r := range state.Reasons {
			all.WriteString(r.Fault + "\n")
		}
		return all.String()
	}
	path := os.Getenv("PATH")
	t.Setenv("PATH", t.TempDir())
	hearing(t, dir, e, nil, func(a *App) {
		posts := recorded(e, at, 1, 2, 3, 4)
		for i, name := range []string{"/v.webm", "/broken.webm", "/list", "/page"} {
			posts[i].Recordings[0] = social.Recording{URL: e.URL + name}
		}
		publish(t, a, posts)
		state := heard(t, a)
		for _, want := range []string{"it is WebM or Matroska, whose length is not read, and its sound is not taken out: ffmpeg: the program ffmpeg is not on the PATH; Debian has it in ffmpeg", "a playlist", "no recording in a known format"} {
			if !strings.Contains(reasons(state), want) {
				t.Errorf("%q is not said:\n%s", want, reasons(state))
			}
		}
		if state.GivenUp != 4 || state.Day.Requests != 0 {
			t.Errorf("without ffmpeg: %+v", state)
		}
	})
	if missing != nil {
		t.Fatalf("this test needs ffmpeg (on Debian: apt-get install ffmpeg): %v", missing)
	}
	t.Setenv("PATH", path)
	hearing(t, dir, e, nil, func(a *App) {
		state := heard(t, a)
		if diff := cmp.Diff(map[string]int{"recording.mp3": 1}, e.asked); diff != "" || state.GivenUp != 3 || state.Waiting != 0 || state.Day.Heard != 1 || state.Day.Seconds < 3 || state.Day.Seconds > 4 {
			t.Errorf("with ffmpeg: %s, %+v", diff, state)
		}
		for _, want := range []string{"ffmpeg: its sound cannot be decoded", "a playlist", "no recording in a known format"} {
			if !strings.Contains(reasons(state), want) {
				t.Errorf("%q is not said:\n%s", want, reasons(state))
			}
		}
	})
}
