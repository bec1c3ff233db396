package wordpress

import (
	"bytes"
	"encoding/json"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// installed is where Debian puts WordPress.
const installed = "/usr/share/wordpress"

// site is a WordPress that listens on a loopback address, with a database of its own.
type site struct {
	// Address is its home, without a slash at the end.
	Address string

	folder, socket string
}

// start starts a new site, which ends with the test.
func start(t *testing.T) *site {
	t.Helper()
	for _, program := range []string{"mariadb-install-db", "mariadbd", "php", "cp"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("no WordPress can be started here: %v", err)
		}
	}
	if _, err := os.Stat(filepath.Join(installed, "wp-load.php")); err != nil {
		t.Skipf("no WordPress is installed here: %v", err)
	}
	// The path of a socket must be short.
	folder, err := os.MkdirTemp("", "wp")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(folder); err != nil {
			t.Error(err)
		}
	})
	s := &site{folder: folder, socket: filepath.Join(folder, "db.sock")}
	s.startDatabase(t)
	// It reads its configuration beside itself, so it gets a folder of its own.
	s.run(t, "cp", "-rL", installed, s.pages())
	for _, name := range []string{"wp-config.php", "act.php"} {
		content, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(s.pages(), name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s.startPages(t)
	return s
}

func (s *site) pages() string { return filepath.Join(s.folder, "site") }

func (s *site) startDatabase(t *testing.T) {
	t.Helper()
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	data := "--datadir=" + filepath.Join(s.folder, "db")
	s.run(t, "mariadb-install-db", "--no-defaults", data, "--auth-root-authentication-method=normal", "--skip-test-db", "--user="+me.Username)
	first := filepath.Join(s.folder, "first.sql")
	if err := os.WriteFile(first, []byte("CREATE DATABASE IF NOT EXISTS wordpress;\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.serve(t, "mariadbd", "--no-defaults", data, "--socket="+s.socket, "--skip-networking", "--user="+me.Username, "--init-file="+first, "--innodb-flush-log-at-trx-commit=0")
	s.wait(t, func() error { _, err := os.Stat(s.socket); return err })
}

func (s *site) startPages(t *testing.T) {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := free.Addr().String()
	if err := free.Close(); err != nil {
		t.Fatal(err)
	}
	s.Address = "http://" + address
	s.act(t, map[string]any{"do": "install"})
	s.serve(t, "php", "-d", "sendmail_path=true", "-S", address, "-t", s.pages())
	s.wait(t, func() error {
		answer, err := http.Get(s.Address + "/wp-json/")
		if err == nil {
			err = answer.Body.Close()
		}
		return err
	})
}

// env is the environment of what belongs to the site.
func (s *site) env() []string {
	return append(os.Environ(), "WORDPRESS_SOCKET="+s.socket, "WORDPRESS_ADDRESS="+s.Address, "PHP_CLI_SERVER_WORKERS=4")
}

// run runs a program to its end.
func (s *site) run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// serve runs a program, and those it starts, until the test ends.
func (s *site) serve(t *testing.T, name string, args ...string) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env, cmd.SysProcAttr = s.env(), &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL); err != nil {
			t.Errorf("end %s: %v", name, err)
		}
		// That it was killed is no fault.
		_ = cmd.Wait()
	})
}

func (s *site) wait(t *testing.T, ready func() error) {
	t.Helper()
	var err error
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if err = ready(); err == nil {
			return
		}
	}
	t.Fatalf("the site does not start: %v", err)
}

// act does things to the site as its editors and visitors would, and tells the
// identities of what was made or changed.
func (s *site) act(t *testing.T, acts ...map[string]any) []int {
	t.Helper()
	var ids []int
	for _, line := range s.tell(t, acts...) {
		var id int
		if err := json.Unmarshal(line, &id); err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		ids = append(ids, id)
	}
	return ids
}

// tell hands acts to the site, and returns the line it answers to each.
func (s *site) tell(t *testing.T, acts ...map[string]any) []json.RawMessage {
	t.Helper()
	var lines, said bytes.Buffer
	for _, a := range acts {
		if err := json.NewEncoder(&lines).Encode(a); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), "php", "-d", "sendmail_path=true", filepath.Join(s.pages(), "act.php"))
	cmd.Env, cmd.Stdin, cmd.Stderr = s.env(), &lines, &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("act on the site: %v\n%s%s", err, out, said.Bytes())
	}
	var answers []json.RawMessage
	for line := range bytes.Lines(out) {
		answers = append(answers, bytes.TrimSpace(line))
	}
	if len(answers) != len(acts) {
		t.Fatalf("%d things were done to the site, and it tells of %d:\n%s%s", len(acts), len(answers), out, said.Bytes())
	}
	return answers
}

// held is what visitors of the site may read, by its address: the words, and when they
// were written.
func (s *site) held(t *testing.T) map[string]shown {
	t.Helper()
	var tables struct {
		Posts    []struct{ ID, Title, Text, Created, Name string }
		Comments []struct{ ID, Post, Text, Author, Created string }
	}
	if err := json.Unmarshal(s.tell(t, map[string]any{"do": "dump"})[0], &tables); err != nil {
		t.Fatal(err)
	}
	all, address := map[string]shown{}, map[string]string{}
	for _, p := range tables.Posts {
		address[p.ID] = s.Address + "/" + p.Name + "/"
		all[address[p.ID]] = shown{words(p.Title + " " + p.Text), p.Created, "editor@" + strings.TrimPrefix(s.Address, "http://")}
	}
	for _, c := range tables.Comments {
		all[address[c.Post]+"#comment-"+c.ID] = shown{words(c.Text), c.Created, c.Author}
	}
	return all
}

// shown is a post or a comment as visitors see it.
type shown struct{ Words, Created, Author string }

func words(s string) string { return strings.Join(strings.Fields(s), " ") }
