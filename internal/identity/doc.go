// Package identity tells from addresses which post is meant: an article has many
// (with tracking parameters, by way of an aggregator, with and without www), and
// the post of a platform has its identifier in its address.
package identity
