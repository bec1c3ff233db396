// Command readers asks a running dashboard for pages as many readers do at once, each with
// the skeletons of the pages it gets, and prints how long they waited and what failed.
//
//	go run ./internal/bench/readers -readers 50 -for 30s http://127.0.0.1:8480
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
	"time"
)

// paths are what readers look at when nothing else is asked for.
const paths = "/,/topics,/posts,/pictures,/sources,/?brand=*&period=7d,/posts?order=engaged"

func main() {
	readers := flag.Int("readers", 50, "how many readers ask at once")
	lasting := flag.Duration("for", 20*time.Second, "how long they ask")
	pause := flag.Duration("pause", time.Second, "how long a reader looks at a page")
	pages := flag.String("pages", paths, "the pages, separated by commas")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "name the address of a dashboard, such as http://127.0.0.1:8480")
		os.Exit(2)
	}
	l := &load{base: strings.TrimSuffix(flag.Arg(0), "/"), seen: map[string]*waits{}, client: &http.Client{
		Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: *readers},
	}}
	ctx, cancel := context.WithTimeout(context.Background(), *lasting)
	defer cancel()
	var all sync.WaitGroup
	for i := range *readers {
		all.Go(func() { l.read(ctx, strings.Split(*pages, ","), i, *pause) })
	}
	all.Wait()
	l.print(os.Stdout)
}

// load is what readers saw.
type load struct {
	base   string
	client *http.Client

	mu   sync.Mutex
	seen map[string]*waits
}

// waits are those for one page: until it was there, and until its last panel was.
type waits struct {
	page, whole []time.Duration
	late        int
	failed      map[string]int
}

// read looks at one page after the other until ctx ends.
func (l *load) read(ctx context.Context, pages []string, first int, pause time.Duration) {
	for i := first; ctx.Err() == nil; i++ {
		l.look(ctx, pages[i%len(pages)])
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

// skeleton is the address that a panel which was not there in time fetches itself from.
var skeleton = regexp.MustCompile(`hx-get="(/panels/[^"]+)"[^>]*hx-trigger="load`)

// look fetches a page and what of it fetches itself.
func (l *load) look(ctx context.Context, path string) {
	began := time.Now()
	body, fault := l.get(ctx, path, false)
	page := time.Since(began)
	late := skeleton.FindAllStringSubmatch(body, -1)
	for _, panel := range late {
		for load := panel[1]; load != "" && fault == "" && ctx.Err() == nil; {
			body, fault = l.get(ctx, strings.ReplaceAll(load, "&amp;", "&"), true)
			load = ""
			if again := skeleton.FindStringSubmatch(body); again != nil {
				load = again[1]
			}
		}
	}
	if ctx.Err() != nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	w := l.seen[path]
	if w == nil {
		w = &waits{failed: map[string]int{}}
		l.seen[path] = w
	}
	w.page, w.whole = append(w.page, page), append(w.whole, time.Since(began))
	w.late += len(late)
	if fault != "" {
		w.failed[fault]++
	}
}

// get returns the body of an answer, or what was wrong with it.
func (l *load) get(ctx context.Context, path string, fragment bool) (body, fault string) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, l.base+path, nil)
	if err != nil {
		return "", err.Error()
	}
	if fragment {
		r.Header.Set("HX-Request", "true")
	}
	answer, err := l.client.Do(r)
	if err != nil {
		return "", "no answer"
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	switch {
	case err != nil:
		return "", "broken off"
	case answer.StatusCode != http.StatusOK:
		return "", answer.Status
	case strings.Contains(string(data), "notice-fault"):
		return string(data), "says that something is not known"
	default:
		return string(data), ""
	}
}

func (l *load) print(w io.Writer) {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "page\tlooks\tp50\tp95\tlongest\twhole p50\twhole p95\tlate panels\tfailed")
	for _, path := range slices.Sorted(maps.Keys(l.seen)) {
		s := l.seen[path]
		fmt.Fprintf(table, "%s\t%d\t%s\t%s\t%s\t%s\t%s\t%d\t%v\n", path, len(s.page),
			at(s.page, 50), at(s.page, 95), at(s.page, 100), at(s.whole, 50), at(s.whole, 95), s.late, s.failed)
	}
	table.Flush()
}

// at is the wait that this percentage of readers did not exceed.
func at(all []time.Duration, percent int) time.Duration {
	slices.Sort(all)
	return all[min(len(all)-1, len(all)*percent/100)].Round(time.Millisecond)
}
