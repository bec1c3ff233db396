package figure

import (
	"errors"
	"fmt"
	"testing"

	"earshot/internal/social"
	"earshot/storage/database"
)

func TestThePanelsOfAPageSearchOnce(t *testing.T) {
	var c matchCache
	q := matchKey{query: "coffee", data: "1"}
	answer, first := c.get(q)
	if !first {
		t.Fatal("an empty cache holds a result")
	}
	if again, first := c.get(q); first || again != answer {
		t.Error("a call during the search searches again")
	}
	answer.keys = make([]social.Key, 3)
	close(answer.done)
	c.finish(q, answer)
	if again, first := c.get(q); first || len(again.keys) != 3 {
		t.Error("a call after the search searches again")
	}
	if _, first := c.get(matchKey{query: "coffee", data: "2"}); !first {
		t.Error("a result outlives its data")
	}
	bad, _ := c.get(matchKey{query: "tea"})
	bad.err = errors.New("gone")
	close(bad.done)
	c.finish(matchKey{query: "tea"}, bad)
	if _, first := c.get(matchKey{query: "tea"}); !first {
		t.Error("a failed search is cached")
	}
}

func TestCacheIsBounded(t *testing.T) {
	var c matchCache
	for i := range 3 * mostMatches {
		q := matchKey{query: fmt.Sprint(i)}
		a, _ := c.get(q)
		a.rows = make([]database.MentionKey, mostMatched/40)
		close(a.done)
		c.finish(q, a)
		if _, first := c.get(q); first {
			t.Fatalf("the newest result %d was removed", i)
		}
	}
	if n := len(c.entries); n > 40 || n != len(c.order) {
		t.Errorf("%d results and %d keys are cached", n, len(c.order))
	}
}
