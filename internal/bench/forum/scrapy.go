package forum

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

//go:embed spider.py
var spider []byte

// scrapyLimit bounds one crawl of Scrapy.
const scrapyLimit = 5 * time.Minute

// ErrNoScrapy is why Scrapy is left out where it is not installed.
var ErrNoScrapy = errors.New("Scrapy is not installed: apt-get install python3-scrapy")

// Scrapied is what a crawl of Scrapy read, and in how long, the time to start it
// left out.
type Scrapied struct {
	Pages, Items int
	Took         time.Duration
}

// Scrapy reads the forum with Scrapy, all chains side by side and with no pause.
// It fails with ErrNoScrapy where there is none.
func (f *Forum) Scrapy(ctx context.Context) (done Scrapied, err error) {
	ctx, cancel := context.WithTimeout(ctx, scrapyLimit)
	defer cancel()
	program, err := exec.LookPath("scrapy")
	if err != nil {
		return done, ErrNoScrapy
	}
	dir, err := os.MkdirTemp("", "earshot-spider-")
	if err != nil {
		return done, fmt.Errorf("forum: folder of the spider: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := os.WriteFile(filepath.Join(dir, "spider.py"), spider, 0o600); err != nil {
		return done, fmt.Errorf("forum: write the spider: %w", err)
	}
	side := strconv.Itoa(f.chains)
	cmd := exec.CommandContext(ctx, program, "runspider", "spider.py",
		"-a", "starts="+strings.Join(f.Starts(), ","), "-s", "CONCURRENT_REQUESTS="+side, "-s", "CONCURRENT_REQUESTS_PER_DOMAIN="+side)
	cmd.Dir = dir
	var out, faults bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &faults
	if err := cmd.Run(); err != nil {
		return done, fmt.Errorf("forum: run Scrapy: %w: %.500s", err, faults.String())
	}
	var said struct {
		Pages, Items int
		Seconds      float64
	}
	if err := json.Unmarshal(out.Bytes(), &said); err != nil {
		return done, fmt.Errorf("forum: Scrapy printed %.100q: %w: %.500s", out.String(), err, faults.String())
	}
	return Scrapied{said.Pages, said.Items, time.Duration(said.Seconds * float64(time.Second))}, nil
}
