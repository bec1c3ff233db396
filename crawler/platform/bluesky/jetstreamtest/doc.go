// Package jetstreamtest is a Jetstream server on loopback: it has the wire
// format of https://github.com/bluesky-social/jetstream with replay from a
// cursor, and breaks connections when told to. Tests and benchmarks listen to
// it.
package jetstreamtest
