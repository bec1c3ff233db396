// Package jetstreamtest is a Jetstream server on loopback: it speaks the wire
// format of https://github.com/bluesky-social/jetstream with replay from a
// cursor, and breaks off when told to. Tests and benchmarks listen to it.
package jetstreamtest
