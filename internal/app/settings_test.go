package app

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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

// TestSecretsOfTheEnvironment: what counts tokens of a model is no token that lets one in.
func TestSecretsOfTheEnvironment(t *testing.T) {
	environ := []string{"EARSHOT_LLM_CAPTION_TOKENS=1000000", "EARSHOT_MY_TOKENS=abc,def", "EARSHOT_TOKEN=1234", "AWS_SESSION_TOKEN=s", "EARSHOT_LLM_API_KEY=k", "HOME_TOKEN=h"}
	if diff := cmp.Diff([]string{"abc,def", "1234", "s", "k"}, EnvironmentSecrets(environ)); diff != "" {
		t.Error(diff)
	}
}
