package stream_test

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"earshot/storage/stream"
)

// clusterOf starts three servers as docker/nats/nats.conf says, on loopback.
func clusterOf(t *testing.T) (servers []*server.Server, urls []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "docker", "nats", "nats.conf"))
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("NATS_PASSWORD", "secret")
	var routes []string
	var ports []int
	for range 3 {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
		routes = append(routes, fmt.Sprintf("nats://127.0.0.1:%d", ports[len(ports)-1]))
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 3 {
		t.Setenv("NAME", fmt.Sprintf("nats-%d", i+1))
		here := strings.NewReplacer(
			"port: 4222", "host: 127.0.0.1\nport: -1", "http: 127.0.0.1:8222\n", "", "port: 6222", fmt.Sprintf("listen: 127.0.0.1:%d", ports[i]),
			"[nats://nats-1:6222, nats://nats-2:6222, nats://nats-3:6222]", fmt.Sprintf("%q", routes), "store_dir: /data", "store_dir: "+t.TempDir(), "100GB", "1GB",
		).Replace(string(text))
		here = strings.ReplaceAll(here, `" "`, `", "`)
		file := filepath.Join(t.TempDir(), "nats.conf")
		if err := os.WriteFile(file, []byte(here), 0o600); err != nil {
			t.Fatal(err)
		}
		opts, err := server.ProcessConfigFile(file)
		if err != nil {
			t.Fatal(err)
		}
		opts.NoLog, opts.NoSigs = true, true
		s, err := server.NewServer(opts)
		if err != nil {
			t.Fatal(err)
		}
		s.Start()
		t.Cleanup(func() { s.Shutdown(); s.WaitForShutdown() })
		servers = append(servers, s)
	}
	for _, s := range servers {
		if !s.ReadyForConnections(30 * time.Second) {
			t.Fatal("a server does not come up")
		}
		urls = append(urls, strings.Replace(s.ClientURL(), "nats://", "nats://earshot:secret@", 1))
	}
	return servers, urls
}

// TestAServerOfAClusterLeaves: with three replicas messages are taken and handed out
// whichever server leaves, and none is lost.
func TestAServerOfAClusterLeaves(t *testing.T) {
	servers, urls := clusterOf(t)
	var bus *stream.Bus
	for end := time.Now().Add(time.Minute); bus == nil; time.Sleep(200 * time.Millisecond) {
		// The servers choose a leader first.
		var err error
		if bus, err = stream.Open(t.Context(), stream.Options{URL: strings.Join(urls, ","), Replicas: 3}); err != nil && time.Now().After(end) {
			t.Fatal(err)
		}
	}
	defer bus.Close()
	put(t, bus.Posts, stream.Message{Key: "a", Data: []byte("1")})
	servers[1].Shutdown()
	servers[1].WaitForShutdown()
	for end := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		err := bus.Posts.Put(t.Context(), stream.Message{Key: "b", Data: []byte("2")})
		if err == nil {
			break
		}
		if time.Now().After(end) {
			t.Fatal(err)
		}
	}
	seen := map[string]bool{}
	for end := time.Now().Add(time.Minute); len(seen) < 2 && time.Now().Before(end); {
		got, err := bus.Posts.Fetch(t.Context(), 2, time.Second)
		if err != nil {
			continue // the leader of the consumer may be the one that left
		}
		for _, d := range got {
			seen[string(d.Data)] = true
			if err := d.Ack(t.Context()); err != nil {
				t.Log(err)
			}
		}
	}
	if !seen["1"] || !seen["2"] {
		t.Errorf("with one server of three gone %v came, want both messages", seen)
	}
}
