// Package crawlertest runs the one conformance suite that every adapter passes,
// in code or described by a file; the checks are those of package conformance.
// Run(t, adapter, "testdata") reads recorded answers from a folder and compares
// what the adapter makes of them with what is written beside them.
package crawlertest
