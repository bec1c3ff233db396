// Package kill holds the end-to-end tests of crash safety: the program and its engine are killed in the middle of their work.
package kill
