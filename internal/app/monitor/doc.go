// Package monitor tells programs how Earshot is: whether the process lives
// (/healthz), whether everything it needs answers (/readyz), and its figures in
// the text format of Prometheus (/metrics). None of it shows a post.
//
// The names and units of the figures follow Prometheus's own rules,
// https://prometheus.io/docs/practices/naming: base units, totals of counters
// end in _total, times are seconds since 1970.
package monitor
