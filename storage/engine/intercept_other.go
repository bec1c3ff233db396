//go:build !linux

package engine

import "errors"

// peer is the address that the application's user comes from.
var peer = [4]byte{127, 0, 0, 1}

// intercept is for the library, which there is for Linux alone.
func intercept(string, uintptr, string) error {
	return errors.New("engine: the library is for Linux; put a clickhouse program on the PATH")
}

// rest leaves pages to the system.
func rest(string, uintptr) error { return nil }
