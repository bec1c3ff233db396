package fetch_test

import (
	"strings"
	"sync/atomic"
	"testing"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/fetch"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

func TestGuard(t *testing.T) {
	srv := runtest.NewServer(t)
	port := srv.URL[strings.LastIndex(srv.URL, ":"):]
	fetcher := runtest.Fetcher(clocktest.New(runtest.Noon), func(o *fetch.Options) { o.AllowPrivate = false })
	for _, address := range []string{
		srv.URL + "/x", "http://localhost" + port + "/x", "http://[::ffff:127.0.0.1]" + port + "/x",
		"http://[::1]" + port + "/x", "http://169.254.169.254/latest/meta-data/", "http://0.0.0.0" + port + "/",
	} {
		var count atomic.Int64
		_, err := fetcher.AskObserved(t.Context(), runtest.Paged{}, social.Source{}, crawler.Request{URL: address}, fetch.Observer{Requests: &count})
		if social.CodeOf(err) != social.CodeInvalid || !strings.Contains(err.Error(), "crawler.allow_private_networks") {
			t.Errorf("%s: code %q of %v", address, social.CodeOf(err), err)
		}
		if n := count.Load(); n != 0 {
			t.Errorf("%s: %d requests counted that were never sent", address, n)
		}
	}
	for _, address := range []string{
		"http://2130706433" + port + "/", "http://0x7f.1" + port + "/", "http://0177.0.0.1" + port + "/",
		"http://127.1" + port + "/", "ftp://a.example/", "file:///etc/passwd", "http:///x", "://", "javascript:alert(1)",
	} {
		if _, err := fetcher.Fetch(t.Context(), crawler.Request{URL: address}, crawler.Info{}); social.CodeOf(err) != social.CodeInvalid {
			t.Errorf("%s: code %q of %v", address, social.CodeOf(err), err)
		}
	}
	if got := srv.Paths(); len(got) != 0 {
		t.Errorf("the guard let through %v", got)
	}
}
