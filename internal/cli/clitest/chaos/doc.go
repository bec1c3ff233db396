// Package chaos disturbs Earshot at random, round after round, and holds what is stored in
// the end against what was served. A seed, which is printed, makes the same rounds again;
// what they hit depends on how fast the machine is.
//
// Each round publishes posts, may edit the configuration, disturbs whatever works on them,
// and lets everything come to its end. Two arenas take turns: the program with all it needs
// inside, on a disk of its own, and the program as processes that share a NATS server and a
// ClickHouse beyond a network that can be cut. Everything is on loopback; only processes
// that a round started are ended.
//
// The clock is not moved here: the program takes the time from the machine, whose clock is
// not a test's to set. Parts of it whose clock can be given are tested with one that
// moves: crawler/schedule, crawler/polite.
package chaos
