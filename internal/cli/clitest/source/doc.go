// Package source holds the end-to-end tests of sources: every platform's wire format, and the commands that look at sources.
package source
