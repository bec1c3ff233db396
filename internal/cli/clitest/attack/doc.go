// Package attack does to the real program what a stranger would: to the dashboard,
// to the configuration and to what is printed. Other attacks stand beside what they
// attack; docs/manual/hardening.md names them all.
package attack
