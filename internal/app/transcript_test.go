package app

import (
	"testing"

	"earshot/internal/pipeline/page"
	"earshot/internal/social"
)

// transcriptsStay: a state of an episode without its transcript, from whatever process and
// in whatever order, leaves the one that is stored, or waits to be; a new one takes its place.
func transcriptsStay(t *testing.T, a *App) {
	episode := func(minute int, said string) social.Post {
		p := entryAt(minute, "https://cup.example/feed#1", "https://cup.example/1", "Two talk")
		p.Transcript = said
		return p
	}
	for _, step := range []struct {
		posts []social.Post
		want  string
	}{
		{[]social.Post{episode(0, "of northwind"), episode(1, "")}, "of northwind"},
		{[]social.Post{episode(2, "")}, "of northwind"},
		{[]social.Post{episode(4, ""), episode(3, "of leaks")}, "of leaks"},
		{[]social.Post{episode(5, "")}, "of leaks"},
	} {
		newProcess(a).store(t, step.posts...)
		got := storedOf(t, a, "cup.example/1")
		if last := step.posts[0].FetchedAt; len(got) != 1 || got[0].Post.Transcript != step.want || got[0].Post.FetchedAt.Before(last.Add(-1e9)) {
			t.Errorf("stored %+v, want %q", got, step.want)
		}
	}
	p := newProcess(a)
	for minute := 6; minute < 8; minute++ {
		p.store(t, episode(minute, ""))
	}
	if got := storedOf(t, a, "cup.example/1"); got[0].Post.Transcript != "of leaks" {
		t.Errorf("by one process: %+v", got)
	}
	waits := entryAt(0, "https://cup.example/feed#2", "https://cup.example/2", "Two talk")
	waits.Transcript = "of a grinder"
	if err := a.Store.Hold(t.Context(), []social.HeldPost{{Key: waits.Key(), Source: waits.Source, Post: page.Encode(waits), Version: social.HeldVersion(waits.FetchedAt.UnixMicro()) * 2}}); err != nil {
		t.Fatal(err)
	}
	bare := waits
	bare.Transcript, bare.FetchedAt = "", waits.FetchedAt.Add(1e9)
	newProcess(a).store(t, bare)
	if got := storedOf(t, a, "cup.example/2"); len(got) != 1 || got[0].Post.Transcript != "of a grinder" {
		t.Errorf("what waited: %+v", got)
	}
}
