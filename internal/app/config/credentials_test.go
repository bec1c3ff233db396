package config_test

import (
	"strings"
	"testing"

	"earshot/internal/app/config"
)

const withCredentials = `
sources:
  - name: tube
    platform: youtube
    credentials: {token: "env:TUBE_KEY", cookie: plain}
`

func TestCredentialsComeFromTheEnvironment(t *testing.T) {
	c, err := config.Parse("earshot.yaml", []byte(withCredentials), []string{"TUBE_KEY=s3cret"})
	if err != nil {
		t.Fatal(err)
	}
	got := c.Sources[0].Social().Credentials
	if got["token"] != "s3cret" || got["cookie"] != "plain" {
		t.Errorf("credentials are %v", got)
	}
}

func TestCredentialVariableMustBeSet(t *testing.T) {
	_, err := config.Parse("earshot.yaml", []byte(withCredentials), nil)
	if err == nil || !strings.Contains(err.Error(), "earshot.yaml:5: sources[0].credentials.token: the variable TUBE_KEY is not set") {
		t.Errorf("the error is %v", err)
	}
}
