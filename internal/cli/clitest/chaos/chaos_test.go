//go:build linux

package chaos

import (
	"flag"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

var (
	rounds = flag.Int("rounds", 4, "how many rounds of chaos")
	seed   = flag.Uint64("seed", 1, "what the rounds are drawn by; 0 draws one, which is printed")
	only   = flag.String("only", "", "disturb in this way alone")
)

// life is how many rounds an arena lasts: some are to hit a store that is new.
const life = 25

// arena is an Earshot that is disturbed.
type arena interface {
	// ways are what can be done to it.
	ways() []way
	// prepare publishes and edits what a round is about.
	prepare(t *testing.T, chance *rand.Rand)
	// finish lets everything come to its end.
	finish(t *testing.T)
	account(t *testing.T) clitest.Account
}

// way is a way of disturbing. do tells whether it hit: whether something was interrupted
// in the middle of its work.
type way struct {
	name string
	do   func(t *testing.T, chance *rand.Rand) (hit bool)
}

// tally is what the rounds came to.
type tally struct {
	rounds, hits, lost, doubled, wrong int
	byWay                              map[string][2]int
}

// TestChaos disturbs Earshot at random and wants every round to end in exactly what was
// served.
func TestChaos(t *testing.T) {
	t.Parallel()
	if *seed == 0 {
		*seed = rand.Uint64()
	}
	t.Logf("%d rounds by seed %d", *rounds, *seed)
	chance := rand.New(rand.NewPCG(*seed, 0))
	sum := tally{byWay: map[string][2]int{}}
	arenas := map[bool]arena{}
	defer func() { sum.print(t) }()
	for round := 1; round <= *rounds; round++ {
		// Three of four rounds are about the program with all inside, which can be
		// disturbed in more ways.
		apart := chance.IntN(4) == 0
		if *only != "" {
			apart = strings.HasPrefix(*only, "split:")
		}
		if round%life == 0 {
			clear(arenas)
		}
		if arenas[apart] == nil {
			arenas[apart] = open(t, apart)
		}
		if !sum.play(t, round, arenas[apart], chance) {
			delete(arenas, apart) // what one round broke is not another's fault
		}
	}
}

func open(t *testing.T, apart bool) arena {
	if apart {
		return newSplit(t)
	}
	return newWhole(t)
}

// play plays a round, and tells whether it ended well.
func (s *tally) play(t *testing.T, round int, a arena, chance *rand.Rand) bool {
	began := time.Now()
	a.prepare(t, chance)
	ways := a.ways()
	chosen := ways[chance.IntN(len(ways))]
	if i := slices.IndexFunc(ways, func(w way) bool { return w.name == *only }); i >= 0 {
		chosen = ways[i]
	}
	hit := chosen.do(t, chance)
	a.finish(t)
	account := a.account(t)
	t.Logf("round %d: %s, hit %t, %.1f s: %s", round, chosen.name, hit, time.Since(began).Seconds(), account)
	s.rounds++
	counts := s.byWay[chosen.name]
	counts[0]++
	if hit {
		s.hits++
		counts[1]++
	}
	s.byWay[chosen.name] = counts
	s.lost += account.Lost
	s.doubled += account.Doubled
	s.wrong += len(account.Wrong)
	if !account.Exact() {
		t.Errorf("round %d, %s: %s", round, chosen.name, account)
	}
	return account.Exact()
}

func (s *tally) print(t *testing.T) {
	for name, counts := range s.byWay {
		t.Logf("%-40s %3d rounds, %3d hit", name, counts[0], counts[1])
	}
	t.Logf("%d rounds by seed %d, %d hit: %d lost, %d doubled, %d wrong", s.rounds, *seed, s.hits, s.lost, s.doubled, s.wrong)
}
