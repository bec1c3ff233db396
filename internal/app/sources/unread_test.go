package sources_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"earshot/internal/app/sources"
	"earshot/internal/social"
)

// TestNotRead: what is not read is no platform, is listed in order, and each names the
// platform or the import that serves instead, which there is.
func TestNotRead(t *testing.T) {
	infos, err := sources.Platforms(filepath.Join(t.TempDir(), "earshot.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, p := range infos {
		known[p.Platform] = true
	}
	list := sources.NotRead()
	for i, u := range list {
		if u.Site == "" || u.Why == "" || known[strings.ToLower(u.Site)] || i > 0 && strings.ToLower(list[i-1].Site) >= strings.ToLower(u.Site) {
			t.Errorf("%+v stands after %+v", u, list[max(0, i-1)])
		}
		name, isPlatform := strings.CutPrefix(u.Instead, "platform ")
		name, _, _ = strings.Cut(name, " ")
		if isPlatform && !known[strings.Trim(name, ",;")] || !isPlatform && !strings.HasPrefix(u.Instead, "import: ") {
			t.Errorf("%s: instead serves %q, which is neither a platform nor an import", u.Site, u.Instead)
		}
	}
	for _, name := range []string{"Google News", "Trustpilot", "Amazon", "LinkedIn", "TikTok", "Quora"} {
		found := false
		for _, u := range list {
			found = found || strings.Contains(u.Site, name)
		}
		if !found {
			t.Errorf("%s is not listed", name)
		}
	}
}

// TestReadmeCountsPlatforms: what the first sentence says are all on which people speak.
func TestReadmeCountsPlatforms(t *testing.T) {
	infos, err := sources.Platforms(filepath.Join(t.TempDir(), "earshot.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	want := 0
	for _, p := range infos {
		if p.Platform != social.PlatformAssistant {
			want++
		}
	}
	readme, err := os.ReadFile("../../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	said := regexp.MustCompile(`on (\d+)\s+platforms`).FindSubmatch(readme)
	if said == nil || string(said[1]) != strconv.Itoa(want) {
		t.Errorf("the README says %q, and there are %d", said, want)
	}
}
