// Package sample is a small world of coffee drinkers on loopback: servers that
// speak the wire formats of Mastodon, Hacker News and the feeds, filled with
// generated posts about three made-up brands. The demo listens to it, tests
// compare what was crawled with what it knows to be true, and load tests make
// it larger.
//
// Everything but the ports follows from Options.Seed and Options.Now: two
// servers started with the same options tell the same story, and the identity
// of a post does not depend on the port it was read from.
//
// The packages mastodon, hackernews and feed below it speak the formats and know
// nothing of the story; wiretest uses them too, beside the formats of every
// other platform.
package sample
