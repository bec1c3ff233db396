package config

import (
	"net/url"
	"strings"
)

// Secrets are the values of the configuration that are not to be shown: tokens and
// keys, and the passwords of addresses, as they are and as they are written there.
func (c Config) Secrets() []string {
	values := []string{c.LLM.APIKey}
	addresses := []string{c.Storage.DSN, c.LLM.BaseURL, c.Monitoring.Traces}
	addresses = append(addresses, strings.Split(c.Streams.URL, ",")...)
	for _, s := range c.Sources {
		for _, credential := range s.Credentials {
			if !strings.HasPrefix(credential, fromVariable) {
				values = append(values, credential)
			}
		}
		addresses = append(append(addresses, s.BaseURL), s.URLs...)
	}
	for _, address := range addresses {
		u, err := url.Parse(strings.TrimSpace(address))
		if err != nil || u.User == nil {
			continue
		}
		if password, set := u.User.Password(); set {
			_, written, _ := strings.Cut(u.User.String(), ":")
			values = append(values, password, written)
		}
	}
	return values
}
