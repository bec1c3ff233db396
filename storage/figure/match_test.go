package figure

import (
	"errors"
	"fmt"
	"testing"

	"earshot/internal/social"
)

func TestThePanelsOfAPageSearchOnce(t *testing.T) {
	var c matchCache
	q := matchKey{query: "coffee", data: "1"}
	answer, first := c.get(q)
	if !first {
		t.Fatal("nobody asked before")
	}
	if again, first := c.get(q); first || again != answer {
		t.Error("who asks meanwhile searches again")
	}
	answer.keys = make([]social.Key, 3)
	close(answer.done)
	c.finish(q, answer)
	if again, first := c.get(q); first || len(again.keys) != 3 {
		t.Error("who asks after searches again")
	}
	if _, first := c.get(matchKey{query: "coffee", data: "2"}); !first {
		t.Error("an answer outlives its data")
	}
	bad, _ := c.get(matchKey{query: "tea"})
	bad.err = errors.New("gone")
	close(bad.done)
	c.finish(matchKey{query: "tea"}, bad)
	if _, first := c.get(matchKey{query: "tea"}); !first {
		t.Error("a fault is kept")
	}
}

func TestWhatIsKeptIsBounded(t *testing.T) {
	var c matchCache
	for i := range 3 * mostMatches {
		q := matchKey{query: fmt.Sprint(i)}
		a, _ := c.get(q)
		a.keys = make([]social.Key, mostMatched/40)
		close(a.done)
		c.finish(q, a)
		if _, first := c.get(q); first {
			t.Fatalf("the newest answer %d was forgotten", i)
		}
	}
	if n := len(c.entries); n > 40 || n != len(c.order) {
		t.Errorf("%d answers and %d questions are kept", n, len(c.order))
	}
}
