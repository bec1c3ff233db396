package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/cli/clitest"
	"earshot/internal/sample/wiretest"
	"earshot/internal/social"
)

// TestEveryRefusal crawls the platforms that want a credential with one that is
// not good: none of them passes for one where nothing is said.
func TestEveryRefusal(t *testing.T) {
	t.Parallel()
	server, err := wiretest.Start(wiretest.Options{Posts: 20, Now: clitest.SampleNow})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	var closed []social.Source
	for _, s := range server.Sources() {
		if len(s.Credentials) == 0 {
			continue
		}
		for name := range s.Credentials {
			s.Credentials[name] = "SUB=expired"
		}
		closed = append(closed, s)
	}
	w := &clitest.World{Dir: t.TempDir()}
	w.Listen(t, closed)
	want := map[string]string{"instagram": "blocked", "vk": "blocked", "threads": "blocked", "facebook": "login", "appstoreconnect": "login", "googleplay": "login", "podcastindex": "login", "kakao": "login", "naver": "login", "producthunt": "login", "twitch": "login", "weibo": "login", "x": "login", "youtube-search": "blocked"}
	states := map[string]string{}
	for _, run := range crawlWire(t, w).Runs {
		states[run.Source] = run.State
		if run.Posts != 0 || run.Fault == "" {
			t.Errorf("%s: %d posts, and the fault is %q", run.Source, run.Posts, run.Fault)
		}
	}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Errorf("states (-want +got):\n%s", diff)
	}
}
