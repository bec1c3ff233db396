package pages

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"earshot/internal/cli/clitest"
)

// tab is a page in a real browser, and what it was seen to do.
type tab struct {
	ctx context.Context
	dir string // downloads, each named by its GUID

	mu       sync.Mutex
	faults   []string // console errors, warnings and exceptions
	requests []string // "METHOD URL"

	downloaded chan string
}

// openTab starts a browser with a profile of its own. Whatever it is told to
// fetch, it can resolve no name but localhost.
func openTab(t *testing.T) *tab {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatalf("this test needs Chromium (on Debian: apt-get install chromium): %v", err)
	}
	allocator, stop := chromedp.NewExecAllocator(t.Context(),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("headless", "new"), chromedp.Flag("hide-scrollbars", true), chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true), chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"))
	t.Cleanup(stop)
	limited, cancel := context.WithTimeout(allocator, 2*clitest.Patience)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(limited)
	t.Cleanup(cancel)

	b := &tab{ctx: ctx, dir: t.TempDir(), downloaded: make(chan string, 10)}
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	events := true
	b.do(t, chromedp.EmulateViewport(1280, 900), chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{
			Behavior: browser.SetDownloadBehaviorBehaviorAllowAndName, DownloadPath: b.dir, EventsEnabled: &events,
		})
		return err
	}))
	return b
}

func (b *tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.Method+" "+e.Request.URL)
	case *network.EventWebSocketCreated:
		b.requests = append(b.requests, "GET "+e.URL)
	case *runtime.EventExceptionThrown:
		b.faults = append(b.faults, "exception: "+exception(e.ExceptionDetails))
	case *runtime.EventConsoleAPICalled:
		if e.Type == "error" || e.Type == "warning" || e.Type == "assert" {
			b.faults = append(b.faults, fmt.Sprintf("console.%s: %s", e.Type, arguments(e.Args)))
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning {
			b.faults = append(b.faults, fmt.Sprintf("%s %s: %s %s", e.Entry.Source, e.Entry.Level, e.Entry.Text, e.Entry.URL))
		}
	case *browser.EventDownloadProgress:
		if e.State == browser.DownloadProgressStateCompleted {
			b.downloaded <- e.GUID
		}
	}
}

func exception(d *runtime.ExceptionDetails) string {
	if d.Exception != nil && d.Exception.Description != "" {
		return d.Exception.Description
	}
	return d.Text
}

func arguments(args []*runtime.RemoteObject) string {
	var said []string
	for _, a := range args {
		said = append(said, fmt.Sprint(a.Description, string(a.Value)))
	}
	return strings.Join(said, " ")
}

// quiet fails the test for every fault in the console and every request to
// another host since it was last asked.
func (b *tab) quiet(t *testing.T) {
	t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, fault := range b.faults {
		t.Errorf("the console says: %s", fault)
	}
	for _, request := range b.requests {
		_, address, _ := strings.Cut(request, " ")
		if u, err := url.Parse(address); err != nil || !staysHere(u) {
			t.Errorf("the page asked another host: %s", request)
		}
	}
	b.faults, b.requests = nil, nil
}

func staysHere(u *url.URL) bool {
	switch u.Scheme {
	case "data", "blob", "about":
		return true
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

func (b *tab) do(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	for _, step := range steps {
		err := chromedp.Do(b.ctx, step)
		for range tries {
			if err == nil || !strings.Contains(err.Error(), replaced) {
				break
			}
			err = chromedp.Do(b.ctx, step)
		}
		if err != nil {
			t.Fatalf("at %s: %v", b.location(), err)
		}
	}
}

const (
	// replaced is what the browser says of an element that a part of the page which came
	// meanwhile has taken the place of: it was found, and nothing was done to it.
	replaced = "No node with given id found"
	// tries is how often such an element is looked for again.
	tries = 5
)

// location is the address of the page, for messages.
func (b *tab) location() string {
	at, err := chromedp.Run(b.ctx, chromedp.Location())
	if err != nil {
		return "an unknown address"
	}
	return at
}

// press is a click on the first element of an XPath expression, once it is
// there to be seen. The element itself is clicked and not a place on the page,
// which may still move, and in the same breath in which it was found: the page
// may replace it at any moment.
func press(xpath string) chromedp.Action[chromedp.Void] {
	element := fmt.Sprintf(`document.evaluate(%q, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue`, xpath)
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		clicked := chromedp.Poll[bool](fmt.Sprintf(`(e => (e?.getClientRects().length ?? 0) > 0 && (e.click(), true))(%s)`, element),
			chromedp.WithPollingTimeout(clitest.Patience/4), chromedp.WithPollingInterval(20*time.Millisecond))
		_, err := clicked(ctx, target)
		return err
	})
}

// click clicks without leaving the page.
func (b *tab) click(t *testing.T, xpath string) {
	t.Helper()
	if err := chromedp.Do(b.ctx, press(xpath)); err != nil {
		t.Fatalf("at %s: click %s: %v", b.location(), xpath, err)
	}
}

// follow clicks what leads to another page and waits until that is there.
func (b *tab) follow(t *testing.T, xpath string) *url.URL {
	t.Helper()
	return b.arrive(t, xpath, press(xpath))
}

// open opens an address.
func (b *tab) open(t *testing.T, address string) *url.URL {
	t.Helper()
	return b.arrive(t, address, chromedp.Navigate(address))
}

func (b *tab) arrive(t *testing.T, how string, steps ...chromedp.Action[chromedp.Void]) *url.URL {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, clitest.Patience/4)
	defer cancel()
	response, err := chromedp.RunResponse(ctx, steps...)
	if err != nil {
		t.Fatalf("at %s: follow %s: %v", b.location(), how, err)
	}
	if response != nil && response.Status != 200 {
		t.Fatalf("%s leads to %s: status %d", how, response.URL, response.Status)
	}
	at, err := url.Parse(b.location())
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// wait waits until an expression of the page is true, without a navigation.
func (b *tab) wait(t *testing.T, expression string) {
	t.Helper()
	_, err := chromedp.Run(b.ctx, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(clitest.Patience/4), chromedp.WithPollingInterval(20*time.Millisecond)))
	if err != nil {
		t.Fatalf("at %s: waiting for %s: %v", b.location(), expression, err)
	}
}

// reloadUntil loads the page again and again until an expression of it is true. A part
// that comes late is waited for: loading the page again would ask for it anew each time.
func (b *tab) reloadUntil(t *testing.T, expression string) {
	t.Helper()
	b.wait(t, settled)
	for end := time.Now().Add(clitest.Patience / 4); !value[bool](t, b, expression); b.wait(t, settled) {
		if time.Now().After(end) {
			t.Fatalf("at %s: still not %s", b.location(), expression)
		}
		b.open(t, b.location())
	}
}

// value evaluates an expression of the page; the page's policy does not bind it.
func value[T any](t *testing.T, b *tab, expression string) T {
	t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("at %s: %.200s: %v", b.location(), expression, err)
	}
	return v
}

// download clicks a link and returns the path of the file it gave.
func (b *tab) download(t *testing.T, xpath string) string {
	t.Helper()
	b.click(t, xpath)
	select {
	case name := <-b.downloaded:
		return filepath.Join(b.dir, name)
	case <-time.After(clitest.Patience / 4):
		t.Fatalf("at %s: %s downloads nothing", b.location(), xpath)
		return ""
	}
}
