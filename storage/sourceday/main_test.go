package sourceday_test

import (
	"testing"

	"earshot/storage/storagetest"
)

func TestMain(m *testing.M) { storagetest.Main(m) }
