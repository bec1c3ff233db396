package fetch_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/fetch"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

func TestBodiesThatDoNotEndWell(t *testing.T) {
	const limit = 1 << 16
	bomb := runtest.Gzip(strings.Repeat("a", 50*limit))
	whole := runtest.Gzip(strings.Repeat("text ", 1000))
	for _, tt := range []struct {
		name   string
		handle http.HandlerFunc
		code   social.Code
		want   string
	}{
		{"announced too large", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "10000000000")
		}, social.CodeBroken, "larger than the limit of 65536 bytes"},
		{"endless", func(w http.ResponseWriter, r *http.Request) {
			chunk := bytes.Repeat([]byte("x"), 1<<15)
			for sent := 0; sent < 10_000_000_000; sent += len(chunk) {
				if _, err := w.Write(chunk); err != nil {
					return
				}
			}
		}, social.CodeBroken, "larger than the limit of 65536 bytes"},
		{"one byte too many", func(w http.ResponseWriter, r *http.Request) {
			w.(http.Flusher).Flush()
			w.Write(make([]byte, limit+1))
		}, social.CodeBroken, "larger than the limit"},
		{"just the limit", func(w http.ResponseWriter, r *http.Request) {
			w.(http.Flusher).Flush()
			w.Write(make([]byte, limit))
		}, "", ""},
		{"decompression bomb", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(bomb)
		}, social.CodeBroken, "larger than the limit"},
		{"truncated gzip", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Write(whole[:len(whole)-9])
		}, social.CodeBroken, "content coding is broken"},
		{"not gzip at all", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, "plain text")
		}, social.CodeBroken, "content coding is broken"},
		{"coding not asked for", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "compress")
			io.WriteString(w, "??")
		}, social.CodeBroken, `"compress" was not asked for`},
		{"not brotli at all", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "br")
			io.WriteString(w, "??")
		}, social.CodeBroken, "content coding is broken"},
		{"connection cut", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1000")
			io.WriteString(w, "half")
		}, social.CodeUnavailable, "unexpected EOF"},
		{"connection cut inside gzip", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Encoding", "gzip")
			w.Header().Set("Content-Length", fmt.Sprint(len(whole)))
			w.Write(whole[:len(whole)/2])
		}, social.CodeUnavailable, "unexpected EOF"},
		{"slow body", func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, "a")
			w.(http.Flusher).Flush()
			<-r.Context().Done()
		}, social.CodeUnavailable, "fetch"},
		{"no header", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, social.CodeUnavailable, "no whole answer in time"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := runtest.NewServer(t)
			srv.Mux.HandleFunc("/big", tt.handle)
			fetcher := runtest.Fetcher(clocktest.New(runtest.Noon), func(o *fetch.Options) {
				o.MaxBytes, o.Attempts, o.IgnoreRobots = limit, 1, true
				if strings.HasPrefix(tt.name, "slow") || strings.HasPrefix(tt.name, "no ") {
					o.Timeout = 100 * time.Millisecond
				}
			})
			_, err := fetcher.Fetch(t.Context(), crawler.Request{URL: srv.URL + "/big"}, crawler.Info{})
			if social.CodeOf(err) != tt.code {
				t.Fatalf("code %q of %v, want %q", social.CodeOf(err), err, tt.code)
			}
			if err != nil && (!strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), srv.URL+"/big")) {
				t.Errorf("error %q, want the address and %q", err, tt.want)
			}
		})
	}
}
