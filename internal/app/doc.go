// Package app loads the configuration and connects the parts: it is the one
// place that knows the crawler, the analyzers, the storage and the dashboard
// together. Read it from app.go, which opens everything from top to bottom, and
// workers.go, which makes the workers of the pipeline; run.go runs them until it
// is told to stop. What is done with an App otherwise are the packages of
// internal/job.
package app
