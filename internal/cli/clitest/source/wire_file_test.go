package source

import (
	"path/filepath"
	"slices"
	"testing"

	"earshot/internal/cli/clitest"
	"earshot/internal/sample/wiretest"
)

// TestShippedFilesPassTheirTest runs `source test` on platform files against servers that
// answer all that the files ask, replies included: a file in order is never called wrong.
func TestShippedFilesPassTheirTest(t *testing.T) {
	t.Parallel()
	server, err := wiretest.Start(wiretest.Options{Posts: 230, Now: clitest.SampleNow})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	w := &clitest.World{Dir: t.TempDir()}
	w.Listen(t, server.Sources())
	shipped, err := filepath.Abs("../../../../configs/platforms")
	if err != nil {
		t.Fatal(err)
	}
	whole := []string{"wordpress", "github-repository", "flarum", "dailymotion", "lobsters", "niconico", "mbin", "facebook", "twitch", "podcastindex", "appstoreconnect", "googleplay",
		"naver", "kakao", "piefed", "producthunt", "wikipedia"}
	for _, s := range server.Sources() {
		if !slices.Contains(whole, s.Name) {
			continue
		}
		args := []string{"source", "test", filepath.Join(shipped, s.Platform+".yaml"), "--base-url", s.BaseURL}
		for flag, values := range map[string][]string{"--tag": s.Tags, "--query": s.Queries, "--account": s.Accounts} {
			for _, v := range values {
				args = append(args, flag, v)
			}
		}
		w.Run(t, args...).Want(t, 0)
	}
}
