// Package soak lets readers read all pages of an Earshot that listens to many sources, for
// as long as it is told, and holds what program and engine take against stated bounds.
// Everything is on loopback.
package soak
