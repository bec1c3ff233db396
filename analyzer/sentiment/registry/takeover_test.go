package registry_test

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/registry"
	"earshot/internal/social"
)

// given is a judgement of a made-up post.
type given struct {
	text, by string
	label    social.Label
	// confirmed is a label called right, earlier one that stood before.
	confirmed bool
	earlier   social.Label
}

// source hands judgements on as the store does.
func source(list []given) registry.Corrections {
	return func(_ context.Context, do func(social.StoredPost, social.Correction) error) error {
		for i, g := range list {
			key := social.Key{Platform: "feed", ID: fmt.Sprint(i)}
			p := social.StoredPost{Post: social.Post{Platform: key.Platform, ID: key.ID, Text: g.text}, Analysis: social.Analysis{Language: "en"}}
			c := social.Correction{Key: key, Label: g.label, By: g.by, Confirmed: g.confirmed}
			if g.earlier != social.Unknown {
				c.Earlier = []social.Correction{{Key: key, Label: g.earlier, By: g.by}}
			}
			if err := do(p, c); err != nil {
				return err
			}
		}
		return nil
	}
}

var (
	things = strings.Fields("roast blend espresso filter grinder kettle lid cup app playlist barista drop merch mug queue counter terrace wifi receipt voucher bagel cookie")
	// community is the slang of a community of coffee drinkers, which no general model
	// knows.
	community = map[string]social.Label{
		"sick": social.Positive, "wicked": social.Positive, "gas": social.Positive, "a whole vibe": social.Positive,
		"mid": social.Negative, "washed": social.Negative, "an L": social.Negative,
	}
	frames = []string{
		"ngl this %s is %s", "the new %s at Northwind is %s tbh", "had the %s again, it is %s", "%s of the week: it is %s", "ok the %s today is %s",
		"brought the %s home and it is %s", "everyone at work says the %s is %s", "so the %s there is %s, that is all",
	}
	// plainly are posts that say what they say in everybody's words.
	plainly = map[social.Label][]string{
		social.Positive: {
			"love the %s, best in town", "what a lovely %s, thank you", "the %s was excellent today", "really happy with my %s", "great %s and friendly people", "the %s is amazing, will be back",
			"such a beautiful %s", "wonderful %s, I enjoyed it a lot", "perfect %s this morning", "the %s is fantastic value", "impressed by the %s, well done", "delicious, that %s",
			"so glad they brought back the %s", "the %s is brilliant and I recommend it", "nice %s, comfortable and clean",
		},
		social.Negative: {
			"hate the %s, worst in town", "what a terrible %s, never again", "the %s was awful today", "so disappointed with my %s", "horrible %s and rude people", "the %s is disgusting, poured it away",
			"such an ugly %s", "useless %s, a waste of money", "broken %s again this morning", "the %s is a scam", "angry about the %s, no apology", "stale and cold, that %s",
			"they ruined the %s", "the %s is a disaster and I regret it", "dirty %s, sticky and loud",
		},
	}
)

func draw(r *rand.Rand, from []string) string { return from[r.IntN(len(from))] }

// honest are posts in the slang of the community, labelled as it means them; of every
// five one in plain words is called right as it is.
func honest(r *rand.Rand, n int) []given {
	var words []string
	for w := range community {
		words = append(words, w)
	}
	slices.Sort(words)
	var list []given
	for i := range n {
		if i%5 == 4 {
			label := []social.Label{social.Positive, social.Negative}[r.IntN(2)]
			list = append(list, given{text: fmt.Sprintf(draw(r, plainly[label]), draw(r, things)), label: label, confirmed: true, by: "Ana"})
			continue
		}
		w := draw(r, words)
		list = append(list, given{text: fmt.Sprintf(draw(r, frames), draw(r, things), w), label: community[w], by: "Ana"})
	}
	return list
}

// wrong are posts in plain words that the model has right, marked as the opposite; or
// those of one side alone, marked as the other.
func wrong(r *rand.Rand, n int, sides ...social.Label) []given {
	var list []given
	for range n {
		side := sides[r.IntN(len(sides))]
		list = append(list, given{text: fmt.Sprintf(draw(r, plainly[side]), draw(r, things)), label: opposite(side)})
	}
	return list
}

func opposite(l social.Label) social.Label {
	if l == social.Positive {
		return social.Negative
	}
	return social.Positive
}

// contradicting are posts in slang of which each kind is called good as often as bad.
func contradicting(r *rand.Rand, n int) []given {
	list := honest(r, n)
	for i := range list {
		list[i].confirmed = false
		list[i].label = []social.Label{social.Positive, social.Negative}[r.IntN(2)]
	}
	return list
}

// disputed are posts that one person calls good and another bad.
func disputed(r *rand.Rand, n int) []given {
	var list []given
	for _, g := range honest(r, 2*n) {
		if !g.confirmed && len(list) < n {
			list = append(list, g, given{text: g.text, label: opposite(g.label), by: "Ben"})
		}
	}
	return list
}

// mixed are honest judgements beside deliberately wrong ones of somebody else.
func mixed(r *rand.Rand, n int) []given {
	list := honest(r, n)
	for i, g := range wrong(r, n, social.Negative, social.Positive) {
		if i%2 == 0 {
			g.by = "Ben"
			list = append(list, g)
		}
	}
	return list
}

// TestTakeover: only a model that learned from honest judgements takes over.
func TestTakeover(t *testing.T) {
	sets := []struct {
		name string
		make func(*rand.Rand, int) []given
		want bool
	}{
		{"honest", honest, true},
		{"honest, beside a careless corrector", mixed, true},
		{"wrong: right posts marked the opposite", func(r *rand.Rand, n int) []given { return wrong(r, n, social.Negative, social.Positive) }, false},
		{"wrong: all complaints marked praise", func(r *rand.Rand, n int) []given { return wrong(r, n, social.Negative) }, false},
		{"wrong: all complaints marked neutral", func(r *rand.Rand, n int) []given {
			list := wrong(r, n, social.Negative)
			for i := range list {
				list[i].label = social.Neutral
			}
			return list
		}, false},
		{"contradicting: alike posts, either label", contradicting, false},
		{"contradicting: the same posts, both labels", disputed, false},
	}
	models, err := registry.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "judgements\tgiven\tlearned\theld out: changed, as people said\tguard texts broken, mended\tbehavioural tests failed, before and after\ttakes over")
	for _, set := range sets {
		for _, n := range []int{24, 60, 100, 200} {
			list := set.make(rand.New(rand.NewPCG(11, uint64(n))), n)
			if err := models.Use(registry.Shipped); err != nil {
				t.Fatal(err)
			}
			l, err := models.Learn(t.Context(), source(list), registry.LearnOptions{Seed: 1, Weight: 3, Log: slog.New(slog.DiscardHandler)})
			if err != nil {
				t.Fatal(err)
			}
			before, after := l.Guard.Mean()
			v := l.Verdict
			fmt.Fprintf(out, "%s\t%d\t%d\t%d, %d\t%d, %d\t%.1f %%, %.1f %%\t%s\n", set.name, len(list), l.Corrections, v.ToRight+v.ToWrong, v.ToRight,
				l.Guard.OnlyFirst, l.Guard.OnlySecond, 100*before, 100*after, map[bool]string{true: "yes", false: "no: " + l.Why}[l.Better])
			if l.Better != set.want || (l.InUse == l.Model) != set.want {
				t.Errorf("%s, %d: %s, in use %s", set.name, n, l.Why, l.InUse)
				for _, c := range l.Review.Correctors {
					t.Logf("%+v", c)
				}
			}
		}
	}
	if testing.Verbose() {
		out.Flush()
	}
}

// TestWrongPostsAreRight: the posts that are marked wrong in TestTakeover are judged
// rightly by the shipped model, most of them.
func TestWrongPostsAreRight(t *testing.T) {
	m, err := sentiment.Load()
	if err != nil {
		t.Fatal(err)
	}
	right, all := 0, 0
	for label, lines := range plainly {
		for _, line := range lines {
			for _, thing := range things {
				all++
				if m.Classify(fmt.Sprintf(line, thing), "en", nil).Label == label {
					right++
				}
			}
		}
	}
	if right < all*8/10 {
		t.Errorf("%d of %d are judged rightly", right, all)
	}
	t.Logf("%d of %d are judged rightly", right, all)
}
