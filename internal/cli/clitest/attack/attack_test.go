package attack

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

// send writes a request as it is and returns the status and the rest of the answer;
// 0 is a connection that was closed without one.
func send(t *testing.T, address, request string) (int, string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", u.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(clitest.Patience)); err != nil {
		t.Fatal(err)
	}
	// The server may answer and close before it has read everything.
	_, _ = io.WriteString(conn, request)
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return 0, ""
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<20))
	return resp.StatusCode, string(body)
}

func serve(t *testing.T) string {
	t.Helper()
	return clitest.Serve(t, t.TempDir(), "demo", "--addr", "127.0.0.1:0").Address(t)
}

// TestDashboard sends what no browser would. Nothing of it may change something,
// be answered from another name, or read a file.
func TestDashboard(t *testing.T) {
	address := serve(t)
	host := strings.TrimSuffix(strings.TrimPrefix(address, "http://"), "/")
	get := func(path, name, fields string) string {
		return "GET " + path + " HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n" + fields + "\r\n"
	}
	post := func(path, name, fields, body string) string {
		return fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n%s\r\n%s", path, name, len(body), fields, body)
	}
	refused := map[string]string{
		"another host": get("/", "evil.example", ""), "another host with the port": get("/", "evil.example:8080", ""),
		"no host": "GET / HTTP/1.0\r\n\r\n", "two hosts": "GET / HTTP/1.1\r\nHost: " + host + "\r\nHost: evil.example\r\n\r\n",
		"an address as the target": get("http://evil.example/", host, ""),
		"cross-site post":          post("/corrector", host, "Origin: https://evil.example\r\n", "name=x"),
		"cross-site post by fetch": post("/corrector", host, "Sec-Fetch-Site: cross-site\r\n", "name=x"),
		"post from another port":   post("/corrector", host, "Origin: http://127.0.0.1:1\r\nSec-Fetch-Site: same-site\r\n", "name=x"),
		"post from a rebound name": post("/corrector", "evil.example", "Origin: http://evil.example\r\n", "name=x"),
		"start of a crawl":         post("/sources/x/run", host, "Origin: null\r\n", ""),
		"two lengths":              "POST /corrector HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nname=",
		"length and chunks":        "POST /corrector HTTP/1.1\r\nHost: " + host + "\r\nOrigin: https://evil.example\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
		"an odd coding":            "POST /corrector HTTP/1.1\r\nHost: " + host + "\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
		"a field with a space":     get("/", host, "X-A : b\r\n"), "a folded field": get("/", host, "X-A: b\r\n c: d\r\n\x00"),
		"a large field": get("/", host, "X-A: "+strings.Repeat("a", 1<<20)+"\r\n"), "a long address": get("/?q="+strings.Repeat("a", 1<<20), host, ""),
		"a method": "DELETE /posts HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n", "trace": "TRACE / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n",
		"not HTTP": "\x16\x03\x01\x02\x00\x01\r\n\r\n",
	}
	for _, path := range []string{
		"/../../etc/passwd", "/media/../../etc/passwd", "/media/..%2f..%2f..%2fetc%2fpasswd", "/media/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/assets/../../../etc/passwd",
		"/assets/..%5c..%5cetc", "/export/..%2f..%2fengine.json", "/media/x%00.png", "//etc/passwd", "/export/posts.csv%00.png", "/.git/config", "/engine/engine.json",
	} {
		refused["path "+path] = get(path, host, "")
	}
	for _, q := range []string{"brnad=x", "brand=Nobody", "platform=myspace", "language=klingon", "sentiment=angry", "from=2026-13-45", "period=century", "q=%28", "q=%zz", "order=oldest", "a=1;b=2"} {
		refused["file with "+q] = get("/export/posts.csv?"+q, host, "")
	}
	for name, request := range refused {
		code, body := send(t, address, request)
		if code == http.StatusOK || code >= 500 && code != http.StatusNotImplemented && code != http.StatusHTTPVersionNotSupported {
			t.Errorf("%s: answered %d", name, code)
		}
		if strings.Contains(body, "root:") || strings.Contains(body, "<script>") {
			t.Errorf("%s: the answer holds what it should not", name)
		}
	}
	if code, _ := send(t, address, get("/", host, "")); code != http.StatusOK {
		t.Errorf("afterwards the dashboard answers %d", code)
	}
	t.Logf("%d requests, each refused", len(refused))
}

// TestHeaders: every page says what a browser may do with it.
func TestHeaders(t *testing.T) {
	address := strings.TrimSuffix(serve(t), "/")
	for _, path := range []string{"/", "/posts", "/pictures", "/assistants", "/sources", "/definitions", "/corrections", "/nowhere", "/export/posts.csv?q=%28"} {
		resp, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		policy := resp.Header.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || strings.Contains(policy, "unsafe") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: policy %q", path, policy)
		}
		for field, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin",
			"X-Frame-Options": "DENY", "Cache-Control": "no-store", "Access-Control-Allow-Origin": "", "Server": "", "Strict-Transport-Security": "max-age=31536000",
		} {
			if got := resp.Header.Get(field); got != want {
				t.Errorf("%s: %s %q", path, field, got)
			}
		}
	}
}

// secret is what must not be shown, in each of its places.
const secret = "S3CRETVALUE"

// TestSecrets: whatever goes wrong, no command shows what the configuration holds.
func TestSecrets(t *testing.T) {
	good := "brands: [{name: N, query: northwind}]\nsources:\n  - name: s\n    platform: mastodon\n    base_url: https://u:" + secret + "@127.0.0.1:1\n    tags: [a]\n" +
		"    credentials:\n      token: " + secret + "1\n"
	files := map[string]string{
		"whole":   good + "llm: {base_url: \"http://u:" + secret + "2@127.0.0.1:9/v1\", caption_model: m, api_key: " + secret + "3}\nstreams: {url: \"nats://u:" + secret + "4@127.0.0.1:1\"}\nstorage: {dsn: \"clickhouse://u:" + secret + "5@127.0.0.1:1/x\"}\n",
		"below":   good + "      nonsense\n",
		"unknown": good + "    nonsense: 1\n",
		"dsn":     good + "storage: {dsn: \"clickhouse://u:" + secret + "/6@127.0.0.1:x/x\"}\n",
		"scheme":  good + "llm: {base_url: \"ftp://u:" + secret + "7@x\"}\n",
		"token":   good + "streams: {url: \"nats://" + secret + "8@127.0.0.1:1\"}\n",
	}
	shown := 0
	for name, text := range files {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "earshot.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, args := range [][]string{{"doctor"}, {"doctor", "--json"}} {
			r := clitest.Run(t, dir, args...)
			shown++
			if strings.Contains(r.Out+r.Err, secret) {
				t.Errorf("%s, %v shows a secret:\n%s%s", name, args, r.Out, r.Err)
			}
		}
	}
	t.Logf("%d calls, no secret shown", shown)
}

// TestTerminal: what stands in a text takes no hold of a terminal or a log.
func TestTerminal(t *testing.T) {
	const hostile = "great \x1b[31m northwind \u009b2J \u202e live \x07 \u2066 over\rwritten"
	dir := t.TempDir()
	for _, args := range [][]string{{"analyze", "text", hostile}, {"export", "posts", "--brand", hostile}, {"query", hostile}, {hostile}, {"source", "test", hostile}} {
		r := clitest.RunWith(t, dir, hostile+"\n", args...)
		for _, text := range []string{r.Out, r.Err} {
			if strings.ContainsAny(text, "\x1b\x07\r\u009b\u202e\u2066") {
				t.Errorf("%q prints %q", args[0], text)
			}
		}
	}
}

// TestConfigurationBombs: a file that is small and costs much ends at once, with a line.
func TestConfigurationBombs(t *testing.T) {
	for name, text := range map[string]string{
		"brackets": "brands: " + strings.Repeat("[", 100_000), "braces": strings.Repeat("{a: ", 100_000), "dashes": strings.Repeat("- ", 100_000),
		"laughs": "a: &a {x: 1}\n" + func() (s string) {
			for i := range 12 {
				s += fmt.Sprintf("b%d: &b%d {<<: [%s]}\n", i, i, strings.Repeat(map[bool]string{true: "*a,", false: fmt.Sprintf("*b%d,", i-1)}[i == 0], 10))
			}
			return s
		}(),
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "earshot.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		r := clitest.Run(t, dir, "crawl", "--once").Want(t, 2)
		if !strings.Contains(r.Err, "earshot.yaml:") || r.Peak > 1<<30 {
			t.Errorf("%s: %d MB, %.300s", name, r.Peak>>20, r.Err)
		}
	}
}

// TestBeyondLoopback: the dashboard, which has no accounts, is not shown to others.
func TestBeyondLoopback(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "earshot.yaml"), []byte("brands: []\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0"} {
		r := clitest.Run(t, dir, "run", "--addr", addr).Want(t, 2)
		if !strings.Contains(r.Err, "dashboard.unprotected") {
			t.Errorf("%s: %s", addr, r.Err)
		}
	}
}
