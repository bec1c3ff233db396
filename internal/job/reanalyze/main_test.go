package reanalyze

import (
	"os"
	"testing"

	"earshot/storage/engine"
)

func TestMain(m *testing.M) {
	engine.ServeIfChild()
	os.Exit(m.Run())
}
