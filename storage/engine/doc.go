// Package engine runs an embedded ClickHouse: a child process that lives
// exactly as long as the process that started it.
//
// The engine is either a clickhouse program found on the PATH, run as
// "clickhouse local", or the shared library libchdb.so, loaded by this same
// executable started again as its own child (see ServeIfChild). Either way the
// child opens the native protocol on a random port of 127.0.0.1 and then reads
// its standard input to the end. The pipe it reads is held by the parent alone,
// so the engine shuts down cleanly when the parent closes it and when the
// parent dies, however it dies.
//
// An engine that stops by itself is started again on the same port with the
// same password. That also covers a weakness of the library (ClickHouse 26.7.2):
// unlike the server it aborts when somebody logs in with a wrong password.
//
// A folder has at most one engine. The process that owns it holds a lock on a
// file there and leaves the address and credentials in another, so that a
// second process on the same folder uses the running engine instead.
package engine
