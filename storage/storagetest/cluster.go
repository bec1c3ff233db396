package storagetest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"earshot/storage"
	"earshot/storage/engine"
)

const (
	// ClusterEnv, set to 1, makes the tests run on two engines that are the shards of a
	// cluster.
	ClusterEnv = "EARSHOT_TEST_CLUSTER"
	// membersEnv holds the addresses of the shards.
	membersEnv = "EARSHOT_TEST_MEMBERS"
	// clusterName is the name of the cluster in the configuration of the engines.
	clusterName = "two"
)

// startCluster starts two engines that know one another, and returns what closes them.
// They are told of one another before they start, by way of ports that lead to them.
func startCluster(dir string, log *slog.Logger) (func() error, error) {
	var closers []func() error
	stop := func() error {
		var faults []error
		for _, closer := range slices.Backward(closers) {
			faults = append(faults, closer())
		}
		return errors.Join(faults...)
	}
	names := []string{"a", "b"}
	var ways []*way
	for range names {
		w, err := openWay()
		if err != nil {
			return nil, errors.Join(err, stop())
		}
		ways, closers = append(ways, w), append(closers, w.listener.Close)
	}
	password := rand.Text()
	var members []string
	for i, name := range names {
		engineDir := filepath.Join(dir, name)
		if err := tellOfCluster(engineDir, ways, password); err != nil {
			return nil, errors.Join(err, stop())
		}
		e, err := engine.Start(context.Background(), engine.Options{Dir: engineDir, Log: log})
		if err != nil {
			return nil, errors.Join(err, stop())
		}
		at := url.URL{Scheme: "clickhouse", User: url.UserPassword("shard", password), Host: ways[i].listener.Addr().String(), Path: "/earshot"}
		closers, members = append(closers, e.Close), append(members, at.String())
		go ways[i].serve(e.DialContext)
	}
	return stop, errors.Join(os.Setenv(DSNEnv, members[0]), os.Setenv(membersEnv, strings.Join(members, " ")))
}

// tellOfCluster writes what an engine reads when it starts: the servers of the cluster,
// and the user that they come as.
func tellOfCluster(dir string, ways []*way, password string) error {
	var shards strings.Builder
	for _, w := range ways {
		host, port, err := net.SplitHostPort(w.listener.Addr().String())
		if err != nil {
			return err
		}
		fmt.Fprintf(&shards, "<shard><replica><host>%s</host><port>%s</port><user>shard</user><password>%s</password></replica></shard>", host, port, password)
	}
	for folder, text := range map[string]string{
		"config.d": fmt.Sprintf("<remote_servers><%s>%s</%s></remote_servers>", clusterName, shards.String(), clusterName),
		"users.d":  fmt.Sprintf("<users><shard><password>%s</password><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota></shard></users>", password),
	} {
		path := filepath.Join(dir, folder, "cluster.xml")
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("<clickhouse>"+text+"</clickhouse>"), 0o600)); err != nil {
			return err
		}
	}
	return nil
}

// way is a port that leads to an engine, which itself has none.
type way struct{ listener net.Listener }

func openWay() (*way, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	return &way{listener: l}, nil
}

func (w *way) serve(dial func(context.Context, string) (net.Conn, error)) {
	for {
		outside, err := w.listener.Accept()
		if err != nil {
			return // it is closed
		}
		inside, err := dial(context.Background(), "")
		if err != nil {
			outside.Close()
			continue
		}
		for _, pair := range [][2]net.Conn{{inside, outside}, {outside, inside}} {
			go func() {
				// Whatever ends one direction ends both.
				_, _ = io.Copy(pair[0], pair[1])
				pair[0].Close()
				pair[1].Close()
			}()
		}
	}
}

// Servers are the addresses of the shards; empty where the tests run on one engine.
func Servers() []string { return strings.Fields(os.Getenv(membersEnv)) }

// spread is how stores are opened, and the servers they are on.
func spread(dsn string) (how []storage.Option, servers []string) {
	members := Servers()
	if len(members) == 0 {
		return nil, []string{dsn}
	}
	return []storage.Option{storage.Cluster(clusterName)}, members
}

// drop removes the database of dsn from the servers.
func drop(dsn string, servers []string) error {
	u, err := url.Parse(dsn)
	if err != nil {
		return err
	}
	var faults []error
	for _, server := range servers {
		at, err := url.Parse(server)
		if err != nil {
			return err
		}
		for _, name := range []string{u.Path, u.Path + "_local"} {
			at.Path = name
			faults = append(faults, storage.Drop(context.Background(), at.String(), slog.New(slog.DiscardHandler)))
		}
	}
	return errors.Join(faults...)
}
