package app

import (
	"os"
	"testing"

	"earshot/storage/engine"
)

func TestMain(m *testing.M) {
	engine.ServeIfChild()
	workIfHeldChild()
	os.Exit(m.Run())
}
