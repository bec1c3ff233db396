// Package engine runs an embedded ClickHouse: a child process that lives
// exactly as long as the process that started it.
//
// The engine is either a clickhouse program found on the PATH, run as
// "clickhouse local", or the shared library libchdb.so, loaded by this same
// executable started again as its own child (see ServeIfChild). Either way the
// child opens the native protocol and then reads its standard input to the end.
// What it reads is a terminal whose other side is held by the parent alone, so the
// engine shuts down cleanly when the parent closes it and when the parent dies,
// however it dies.
//
// The library listens on a Unix socket of mode 0600 in the engine's folder, and on
// no port (see intercept): whatever other users of the machine do does not reach
// it. A clickhouse program listens on a random port of 127.0.0.1, where strangers
// are nobody, or a "default" that may see nothing and take little. Processes of
// Earshot connect there by Engine.DialContext. For everybody else the owner keeps
// a door, on another port of 127.0.0.1, that lets in who names the user and the
// password of engine.json in the first packet, before the engine sees a byte.
//
// An engine that stops by itself is started again at the same address with the
// same password.
//
// A folder has at most one engine. The process that owns it holds a lock on a
// file there and leaves the address and credentials in another, so that a
// second process on the same folder uses the running engine instead.
package engine
