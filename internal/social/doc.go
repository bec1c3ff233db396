// Package social is the domain of Earshot: what a post, a picture, a brand, a
// query and a figure are, and how each figure is defined. It imports the
// standard library only; every other package imports it and none of the
// packages that crawl, analyse, store or show import one another.
package social
