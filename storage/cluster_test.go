package storage_test

import (
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// onTwoShards are the tests that run on two engines, too; all can, see
// storagetest.ClusterEnv and make test-cluster.
const onTwoShards = "^(TestRowsAreOnBothShards|TestWhatAMigrationDroppedIsNotDistributed|TestFiguresEqualTheModel|TestDeletedPostIsErased|TestWhatWasFoundHoldsUntilTheNextWrite)$/seed_1"

// TestStoreOnACluster runs tests of this package on a cluster of two engines, each of
// which has a part of the rows.
func TestStoreOnACluster(t *testing.T) {
	if os.Getenv(storagetest.ClusterEnv) != "" {
		return // it is that
	}
	cmd := exec.Command(os.Args[0], "-test.run="+onTwoShards, "-test.timeout=9m")
	cmd.Env = append(os.Environ(), storagetest.ClusterEnv+"=1", storagetest.DSNEnv+"=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestRowsAreOnBothShards writes some posts and finds each on one server.
func TestRowsAreOnBothShards(t *testing.T) {
	servers := storagetest.Servers()
	if len(servers) < 2 {
		return // not a cluster
	}
	dsn := storagetest.DSN(t)
	s := storagetest.OpenAt(t, dsn)
	var entries []social.Entry
	for i := range 40 {
		entries = append(entries, entry(fmt.Sprint(i), "A"))
	}
	write(t, s, entries...)
	at, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	var all uint64
	for _, server := range servers {
		opts, err := clickhouse.ParseDSN(server)
		if err != nil {
			t.Fatal(err)
		}
		opts.Auth.Database = at.Auth.Database + "_local"
		var n uint64
		err = onConn(opts, func(c driver.Conn) error {
			return c.QueryRow(t.Context(), "SELECT count() FROM posts FINAL").Scan(&n)
		})
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 || n == 40 {
			t.Errorf("a server has %d of 40 posts", n)
		}
		all += n
	}
	if all != 40 {
		t.Errorf("both servers have %d posts, want 40", all)
	}
}

// TestWhatAMigrationDroppedIsNotDistributed: a store opens whose tables that distribute are those
// of an earlier version.
func TestWhatAMigrationDroppedIsNotDistributed(t *testing.T) {
	servers := storagetest.Servers()
	if len(servers) < 2 {
		return // not a cluster
	}
	dsn := storagetest.DSN(t)
	storagetest.OpenAt(t, dsn)
	at, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		t.Fatal(err)
	}
	for _, server := range servers {
		opts, err := clickhouse.ParseDSN(server)
		if err != nil {
			t.Fatal(err)
		}
		opts.Auth.Database = at.Auth.Database
		err = onConn(opts, func(c driver.Conn) error {
			return c.Exec(t.Context(), fmt.Sprintf("CREATE TABLE picture_keys (key UInt32) ENGINE = Distributed('two', '%s_local', 'picture_keys')", at.Auth.Database))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	storagetest.OpenAt(t, dsn)
	for _, server := range servers {
		opts, err := clickhouse.ParseDSN(server)
		if err != nil {
			t.Fatal(err)
		}
		opts.Auth.Database = at.Auth.Database
		var n uint64
		err = onConn(opts, func(c driver.Conn) error {
			return c.QueryRow(t.Context(), "SELECT count() FROM system.tables WHERE database = currentDatabase() AND name = 'picture_keys'").Scan(&n)
		})
		if err != nil || n != 0 {
			t.Errorf("the table is still there: %d, %v", n, err)
		}
	}
}
