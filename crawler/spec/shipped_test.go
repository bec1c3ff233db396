package spec_test

import (
	"testing"

	"earshot/configs"
	"earshot/crawler/spec"
)

func TestEveryPlatformLoads(t *testing.T) {
	files, err := spec.LoadAll(configs.Platforms())
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, f := range files {
		if name := f.Info().Platform; names[name] {
			t.Errorf("two files describe %s", name)
		} else {
			names[name] = true
		}
	}
	if !names["hackernews"] {
		t.Error("hackernews is missing")
	}
}
