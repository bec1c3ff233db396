// Package app loads the configuration and connects the parts: it is the one
// place that knows the crawler, the analyzers, the storage and the dashboard
// together. Read it from app.go, which opens everything from top to bottom;
// run.go, once.go and demo.go are what is done with it.
package app
