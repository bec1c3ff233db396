// Package listened holds the end-to-end tests of what is not known: sources that
// never answered, times in which nobody listened, and the one verdict on each
// source in every place.
package listened
