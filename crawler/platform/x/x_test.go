package x_test

import (
	"testing"

	"earshot/crawler/crawlertest"
	"earshot/crawler/platform/x"
)

func TestConformance(t *testing.T) { crawlertest.Run(t, x.New(), "testdata") }
