// Package files holds the end-to-end tests of export and import.
package files
