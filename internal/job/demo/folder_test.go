package demo

import (
	"context"
	"net"
	"os"
	"path/filepath"
	"testing"

	"earshot/internal/social"
)

func TestDemoFolderIsOnlyEverADemos(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "mine.txt")
	if err := os.WriteFile(mine, []byte("keep"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := emptyDemoDir(dir); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("a folder with other files: %v, want it refused", err)
	}
	if _, err := os.Stat(mine); err != nil {
		t.Errorf("the file in it: %v", err)
	}

	fresh := filepath.Join(dir, "demo")
	for range 2 {
		if err := emptyDemoDir(fresh); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(fresh, "posts"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := emptyDemoDir(fresh); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(fresh, "posts")); err == nil {
		t.Error("what an earlier demo stored is still there")
	}
}

func TestFreeAddr(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := taken.Addr().String()
	if got := freeAddr(context.Background(), address); got != "127.0.0.1:0" {
		t.Errorf("freeAddr of a taken port = %s, want any free one", got)
	}
	if err := taken.Close(); err != nil {
		t.Fatal(err)
	}
	if got := freeAddr(context.Background(), address); got != address {
		t.Errorf("freeAddr of a free port = %s, want %s", got, address)
	}
}
