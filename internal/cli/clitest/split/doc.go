// Package split has the tests of Earshot as several processes that share streams.
package split
