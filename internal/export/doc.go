// Package export writes trends and posts in Earshot's public formats: CSV
// (RFC 4180), NDJSON and Parquet. Writers stream: memory does not grow with
// the number of rows. An unknown value is an empty cell or null, never 0.
package export
