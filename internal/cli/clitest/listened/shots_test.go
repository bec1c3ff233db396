package listened

import (
	"context"
	"flag"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// shotsDir is where pictures of the pages are kept, to be looked at.
var shotsDir = flag.String("shots", "", "take pictures of the overview and the Sources page in this folder")

// shots takes pictures of the pages as a browser and a phone show them, light and
// dark, where they are asked for.
func shots(t *testing.T, name, base string) {
	t.Helper()
	if *shotsDir == "" {
		return
	}
	for page, path := range map[string]string{"overview": "/", "sources": "/sources", "topics": "/topics"} {
		for theme, scheme := range map[string]string{"light": "1", "dark": "0"} {
			for width, height := range map[int]int{1440: 2000, 390: 3600} {
				file := filepath.Join(*shotsDir, name+"-"+page+"-"+theme+"-"+strconv.Itoa(width)+".png")
				// A browser that hangs costs its picture and not the test.
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				out, err := exec.CommandContext(ctx, "chromium", "--headless", "--no-sandbox", "--disable-background-networking", "--hide-scrollbars",
					"--user-data-dir="+t.TempDir(), "--virtual-time-budget=6000", "--blink-settings=preferredColorScheme="+scheme,
					"--window-size="+strconv.Itoa(width)+","+strconv.Itoa(height), "--screenshot="+file, base+path).CombinedOutput()
				cancel()
				if err != nil {
					t.Logf("%s: %v\n%s", file, err, out)
				}
			}
		}
	}
}
