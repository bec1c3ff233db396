package storage_test

import (
	"log/slog"
	"testing"

	"earshot/storage/storagetest"
)

// discard is the log of stores that tests open themselves.
var discard = slog.New(slog.DiscardHandler)

func TestMain(m *testing.M) { storagetest.Main(m) }
