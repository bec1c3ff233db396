package pictures

import (
	"testing"

	"earshot/internal/cli/clitest"
)

func TestMain(m *testing.M) { clitest.Main(m) }
