package instagram_test

import (
	"testing"

	"earshot/crawler/crawlertest"
	"earshot/crawler/platform/instagram"
)

func TestConformance(t *testing.T) { crawlertest.Run(t, instagram.New(), "testdata") }
