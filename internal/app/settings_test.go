package app

import (
	"os"
	"strings"
	"testing"

	"earshot/internal/social"
)

// TestConfigurationIsFoundByEitherName, and both at once are a fault that names them.
func TestConfigurationIsFoundByEitherName(t *testing.T) {
	t.Chdir(t.TempDir())
	var s Settings
	if _, err := s.LoadConfig(true); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("without a file: %v", err)
	}
	write := func(name string) {
		t.Helper()
		if err := os.WriteFile(name, []byte("brands: [{name: Northwind, query: northwind}]\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(OtherConfigFile)
	if cfg, err := s.LoadConfig(true); err != nil || len(cfg.Brands) != 1 {
		t.Errorf("%s alone: %+v, %v", OtherConfigFile, cfg.Brands, err)
	}
	write(DefaultConfigFile)
	if _, err := s.LoadConfig(true); social.CodeOf(err) != social.CodeInvalid || !strings.Contains(err.Error(), "earshot.yaml and earshot.yml") {
		t.Errorf("with both: %v", err)
	}
	s.ConfigFile = OtherConfigFile
	if _, err := s.LoadConfig(true); err != nil {
		t.Errorf("with one of both named: %v", err)
	}
}
