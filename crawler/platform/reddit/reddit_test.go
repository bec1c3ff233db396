package reddit_test

import (
	"testing"

	"earshot/crawler/crawlertest"
	"earshot/crawler/platform/reddit"
)

func TestConformance(t *testing.T) { crawlertest.Run(t, reddit.New(), "testdata") }
