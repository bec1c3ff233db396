package upgrade

import (
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
	"earshot/storage/engine"
	"earshot/storage/storagetest"
)

// older is the program to upgrade from and to go back to.
var older = flag.String("older", "", "an older earshot (default: this one)")

// old calls the older program in a folder, with the engine of this checkout.
func old(t *testing.T, w *clitest.World, args ...string) clitest.Result {
	t.Helper()
	if *older == "" {
		return w.Run(t, args...)
	}
	cmd := exec.CommandContext(t.Context(), *older, args...)
	cmd.Dir = w.Dir
	cmd.Env = append(os.Environ(), "TZ=UTC", "EARSHOT_LIBCHDB="+clitest.Checkout("node_modules", "@chdb", "lib-linux-x64-gnu", "libchdb.so"))
	var out, said strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &said
	err := cmd.Run()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return clitest.Result{Out: out.String(), Err: said.String(), Code: cmd.ProcessState.ExitCode()}
}

// exports are what a store says, by what is asked.
func exports(t *testing.T, run func(*testing.T, *clitest.World, ...string) clitest.Result, w *clitest.World, data string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, args := range [][]string{{"posts", "--format", "ndjson"}, {"trends", "--by", "day"}} {
		all[args[0]] = run(t, w, append([]string{"export", "--data", data}, args...)...).Want(t, 0).Out
	}
	if strings.Count(all["posts"], "\n") < 50 || strings.Count(all["trends"], "\n") < 20 {
		t.Fatalf("the store says next to nothing: %.500s", all["posts"])
	}
	return all
}

// tell runs statements in the store of a folder that no program uses.
func tell(t *testing.T, data string, statements ...string) {
	t.Helper()
	e, err := engine.Start(t.Context(), engine.Options{Dir: filepath.Join(data, "engine"), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	conn := storagetest.Connect(t, e.DSN())
	for _, sql := range statements {
		if err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestThereAndBack goes to a newer Earshot and back. What was there before is there
// afterwards, value by value; an older program refuses a newer folder with a sentence
// and changes nothing in it; and the backup of before the upgrade opens in it.
func TestThereAndBack(t *testing.T) {
	w := clitest.NewWorld(t, 0.05)
	old(t, w, "crawl", "--once", "--json").Want(t, 0)
	before := exports(t, old, w, "data")
	old(t, w, "backup", "backups").Want(t, 0)

	// There: the newer program brings the tables to their new form.
	newer := func(t *testing.T, w *clitest.World, args ...string) clitest.Result {
		t.Helper()
		return w.Run(t, args...)
	}
	same(t, "after the upgrade", before, exports(t, newer, w, "data"))
	w.Run(t, "verify").Want(t, 0)

	// The older program meets a folder of one that does not exist yet.
	data := filepath.Join(w.Dir, "data")
	tell(t, data, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99001, 1)", "INSERT INTO programs VALUES (99001, 'v99.0.0', now64(6))")
	for _, args := range [][]string{{"crawl", "--once"}, {"export", "posts"}, {"verify", "--repair"}, {"backup", "backups"}, {"run", "--addr", "127.0.0.1:0"}} {
		r := old(t, w, args...)
		// Streams of a form that it does not know are the first that it meets.
		named := strings.Contains(r.Err, "Earshot v99.0.0 wrote this store (schema version 99001)") || *older != "" && strings.Contains(r.Err, "wrote data/streams in format")
		if r.Code == 0 || !named || !strings.Contains(r.Err, "restore a backup that is older") {
			t.Errorf("%v ends with %d: %s", args, r.Code, clitest.Tail(r.Err))
		}
	}
	tell(t, data, "DELETE FROM goose_db_version WHERE version_id = 99001", "DELETE FROM programs WHERE schema = 99001")
	same(t, "after an older program met it", before, exports(t, newer, w, "data"))
	w.Run(t, "verify").Want(t, 0)

	// And back, as the manual says.
	old(t, w, "restore", "backups", "--data", "data-back").Want(t, 0)
	same(t, "after going back", before, exports(t, old, w, "data-back"))
	old(t, w, "verify", "--data", "data-back").Want(t, 0)
}

// same compares exports. A newer program may tell more of a post than one before, and
// nothing else of what that told.
func same(t *testing.T, when string, want, got map[string]string) {
	t.Helper()
	if want["trends"] != got["trends"] {
		t.Errorf("%s the trends are others", when)
	}
	posts := func(text string) map[string]map[string]any {
		all := map[string]map[string]any{}
		for line := range strings.Lines(text) {
			var post map[string]any
			if err := json.Unmarshal([]byte(line), &post); err != nil {
				t.Fatal(err)
			}
			all[fmt.Sprint(post["platform"], post["id"], post["brand"])] = post
		}
		return all
	}
	was, is := posts(want["posts"]), posts(got["posts"])
	if len(was) != len(is) {
		t.Errorf("%s there are %d posts of %d", when, len(is), len(was))
	}
	for key, post := range was {
		for field, value := range post {
			if fmt.Sprint(is[key][field]) != fmt.Sprint(value) {
				t.Errorf("%s %s of %s is %v, not %v", when, field, key, is[key][field], value)
			}
		}
	}
}
