package figure

import (
	"errors"
	"fmt"
	"testing"

	"earshot/internal/social"
)

func TestThePanelsOfAPageSearchOnce(t *testing.T) {
	var c matchCache
	q := matchQuestion{query: "coffee", data: "1"}
	answer, first := c.ask(q)
	if !first {
		t.Fatal("nobody asked before")
	}
	if again, first := c.ask(q); first || again != answer {
		t.Error("who asks meanwhile searches again")
	}
	answer.keys = make([]social.Key, 3)
	close(answer.done)
	c.settle(q, answer)
	if again, first := c.ask(q); first || len(again.keys) != 3 {
		t.Error("who asks after searches again")
	}
	if _, first := c.ask(matchQuestion{query: "coffee", data: "2"}); !first {
		t.Error("an answer outlives its data")
	}
	bad, _ := c.ask(matchQuestion{query: "tea"})
	bad.err = errors.New("gone")
	close(bad.done)
	c.settle(matchQuestion{query: "tea"}, bad)
	if _, first := c.ask(matchQuestion{query: "tea"}); !first {
		t.Error("a fault is kept")
	}
}

func TestWhatIsKeptIsBounded(t *testing.T) {
	var c matchCache
	for i := range 3 * mostMatches {
		q := matchQuestion{query: fmt.Sprint(i)}
		a, _ := c.ask(q)
		a.keys = make([]social.Key, mostMatched/40)
		close(a.done)
		c.settle(q, a)
		if _, first := c.ask(q); first {
			t.Fatalf("the newest answer %d was forgotten", i)
		}
	}
	if n := len(c.entries); n > 40 || n != len(c.order) {
		t.Errorf("%d answers and %d questions are kept", n, len(c.order))
	}
}
