package vk_test

import (
	"testing"

	"earshot/crawler/crawlertest"
	"earshot/crawler/platform/vk"
)

func TestConformance(t *testing.T) { crawlertest.Run(t, vk.New(), "testdata") }
