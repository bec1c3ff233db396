package config_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"earshot/internal/app/config"
)

// TestManualNamesEveryKey: the manual's page of the configuration has a row for
// every key there is.
func TestManualNamesEveryKey(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "manual", "configuration.md"))
	if err != nil {
		t.Fatal(err)
	}
	keys := 0
	var walk func(of reflect.Type, at string)
	walk = func(of reflect.Type, at string) {
		for i := range of.NumField() {
			field := of.Field(i)
			key := field.Tag.Get("yaml")
			if key == "" {
				continue
			}
			inner := field.Type
			if inner.Kind() == reflect.Slice {
				inner = inner.Elem()
			}
			if inner.Kind() == reflect.Struct && inner.PkgPath() == of.PkgPath() {
				walk(inner, at+key+".")
				continue
			}
			keys++
			if !strings.Contains(string(page), "`"+key+"`") && !strings.Contains(string(page), "`"+at+key+"`") {
				t.Errorf("%s%s is not in the manual", at, key)
			}
		}
	}
	walk(reflect.TypeFor[config.Config](), "")
	if keys < 35 {
		t.Errorf("only %d keys were found in the configuration", keys)
	}
}
