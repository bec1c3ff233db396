package monitor

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// pages are the first parts of the dashboard's addresses. What is none of them is
// counted as other, so that nobody who makes addresses up adds figures.
var pages = []string{"assets", "authors", "compare", "corrections", "corrector", "definitions", "export", "media", "panels", "pictures", "posts", "progress", "said", "sources", "topics"}

// PageOf names the page that a request is for.
func PageOf(r *http.Request) string {
	first, _, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	switch {
	case first == "":
		return "overview"
	case slices.Contains(pages, first):
		return first
	default:
		return "other"
	}
}

// status notes the status of an answer.
type status struct {
	http.ResponseWriter
	code int
}

func (s *status) WriteHeader(code int) {
	s.code = code
	s.ResponseWriter.WriteHeader(code)
}

// Unwrap lets an http.ResponseController reach what answers.
func (s *status) Unwrap() http.ResponseWriter { return s.ResponseWriter }

// code writes a status as a label.
func code(status int) string { return strconv.Itoa(status) }
