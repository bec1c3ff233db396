package spec

import (
	"strings"
	"testing"

	"github.com/andybalholm/cascadia"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
)

// TestSelectorsMatchAsTheirLibraryDoes: what a quick look leaves out is what the
// selector does not match.
func TestSelectorsMatchAsTheirLibraryDoes(t *testing.T) {
	const page = `<!doctype html><!-- a --><HTML><body class="a b" id="top">
<div class="post">a <a class="user" href="/1">one</a><A CLASS="User">two</A><time datetime="x" class="b">t</time></div>
<div class="post-x" class="post">time<p class="post
 a">p<b>b</b></p></div><DIV class=" post	"></DIV><svg><foreignObject class="a">f</foreignObject><a>s</a></svg>
<template><a class="user">t</a></template><custom-tag class="a">c</custom-tag><p id="p1" class="a" data-x>x</p></body></html>`
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for _, selector := range []string{
		"a", "A", "a.user", ".user", ".User", "div.post", ".post", "div", "time", "time.b[datetime]", ".a.b", "p.a#p1", "#p1", "#p1.a", "[data-x]", "p[data-x]",
		"*", "a, time", "div > a", "div a.user", ".post :not(a)", ":not(a)", "p:first-child", "b", "foreignObject", "foreignobject", "custom-tag", ".post-x", "p:contains(x)", ".a.missing", "body", "html", ":empty", "a.user.", "div.post + div",
	} {
		want, err := cascadia.ParseGroup(selector)
		got, gotErr := compileCSS(selector)
		if (err == nil) != (gotErr == nil) {
			t.Errorf("%s: %v, want %v", selector, gotErr, err)
		}
		if err != nil {
			continue
		}
		for _, n := range append(cascadia.QueryAll(doc, cascadia.MustCompile("*")), doc) {
			if !cmp.Equal(cascadia.QueryAll(n, want), got.all(n), cmp.Comparer(func(a, b *html.Node) bool { return a == b })) {
				t.Errorf("%s below %s matches other elements", selector, n.Data)
			}
		}
	}
}
