package youtube_test

import (
	"testing"

	"earshot/crawler/crawlertest"
	"earshot/crawler/platform/youtube"
)

func TestConformance(t *testing.T) { crawlertest.Run(t, youtube.New(), "testdata") }
