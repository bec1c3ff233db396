package review_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/review"
	"earshot/internal/social"
)

func judged(id int, text string, label social.Label, by string) review.Judgement {
	return review.Judgement{Correction: social.Correction{Key: social.Key{Platform: "feed", ID: fmt.Sprint(id)}, Label: label, By: by}, Text: text, Language: "en"}
}

func look(t *testing.T, list []review.Judgement, guard review.Guard) review.Findings {
	t.Helper()
	model, err := sentiment.Load()
	if err != nil {
		t.Fatal(err)
	}
	f, err := review.Of(list, model, guard)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// kept are the identifiers of the judgements to learn from.
func kept(f review.Findings) string {
	var ids []string
	for _, j := range f.Kept {
		ids = append(ids, j.Key.ID)
	}
	return strings.Join(ids, " ")
}

// TestContradictionsAreNamed: of one text with two labels the one that twice as many
// gave is learned, and else none; what differs in a word may differ in what it says.
func TestContradictionsAreNamed(t *testing.T) {
	f := look(t, []review.Judgement{
		judged(1, "The queue at Northwind was a thing today", social.Negative, "Ana"),
		judged(2, "the queue at northwind was a THING today!! https://x.example/1", social.Negative, "Cem"),
		judged(3, "RT @ana: The queue at Northwind was a thing today 😀", social.Positive, "Ben"),
		judged(4, "mid coffee", social.Negative, "Ana"),
		judged(5, "Mid coffee.", social.Positive, "Ben"),
		judged(6, "that roast is sick", social.Positive, "Ana"),
		judged(7, "that roast is mild", social.Negative, "Ana"),
		judged(8, "The new lid is a lid and nothing else they said to us", social.Neutral, "Ana"),
		judged(9, "The new lid is a lid and nothing else they said to us about it and", social.Neutral, "Ben"),
	}, nil)
	if got := kept(f); got != "1 2 6 7 8 9" || f.LeftOut != 3 {
		t.Errorf("kept are %s, left out %d", got, f.LeftOut)
	}
	want := []review.Contradiction{
		{Text: "The queue at Northwind was a thing today", Kept: social.Negative, Given: []review.Given{
			{"feed", "1", social.Negative, "Ana"}, {"feed", "2", social.Negative, "Cem"}, {"feed", "3", social.Positive, "Ben"},
		}},
		{Text: "mid coffee", Given: []review.Given{{"feed", "4", social.Negative, "Ana"}, {"feed", "5", social.Positive, "Ben"}}},
	}
	if diff := cmp.Diff(want, f.Contradictions); diff != "" {
		t.Errorf("contradictions (-want +got):\n%s", diff)
	}
	if got := f.Contradictions[1].Given[1].String(); got != "Ben said positive of feed 5" {
		t.Errorf("it reads %q", got)
	}
}

// TestJudgingToAndFro: a post that was changed and changed back, or that two people
// judged differently, is not learned from; a change of mind is.
func TestJudgingToAndFro(t *testing.T) {
	earlier := func(j review.Judgement, by string, labels ...social.Label) review.Judgement {
		for _, l := range labels {
			j.Earlier = append(j.Earlier, social.Correction{Key: j.Key, Label: l, By: by})
		}
		return j
	}
	f := look(t, []review.Judgement{
		earlier(judged(1, "one", social.Negative, "Ana"), "Ana", social.Positive),
		earlier(judged(2, "two", social.Negative, "Ana"), "Ana", social.Negative, social.Positive),
		earlier(judged(3, "three", social.Negative, "Ana"), "Ben", social.Positive),
		earlier(judged(4, "four", social.Negative, "Ana"), "Ben", social.Negative),
		earlier(judged(5, "five", social.Negative, "Ana"), "Ana", social.Positive, social.Unknown),
	}, nil)
	if got := kept(f); got != "1 4 5" || len(f.Contradictions) != 2 {
		t.Errorf("kept are %s; %+v", got, f.Contradictions)
	}
}

// TestCarelessCorrectorsAreNamed by what they do: saying the opposite of plain words,
// contradicting everybody, and teaching what breaks the guard texts.
func TestCarelessCorrectorsAreNamed(t *testing.T) {
	var list []review.Judgement
	add := func(text string, label social.Label, by string) {
		list = append(list, judged(len(list), text, label, by))
	}
	for i, word := range []string{"wonderful", "excellent", "delicious", "lovely", "fantastic", "amazing"} {
		add(fmt.Sprintf("what a %s cup number %d, thank you", word, i), social.Negative, "Ben")
	}
	for i := range 12 {
		add(fmt.Sprintf("that roast number %d is a thing", i), social.Negative, "Cem")
		add(fmt.Sprintf("That roast number %d is a thing!", i), social.Positive, "Ana")
		add(fmt.Sprintf("That roast number %d is a thing...", i), social.Positive, "Dia")
		add(fmt.Sprintf("brew %d was fine by me, said the other", i), social.Neutral, "Eva")
	}
	f := look(t, list, func(by []review.Judgement) (int, int, float64, error) {
		if by[0].By == "Eva" {
			return 20, 1, 0.00001, nil
		}
		return 0, 0, 1, nil
	})
	why := map[string]string{}
	for _, c := range f.Correctors {
		if c.LeftOut != (c.Why != "") || c.LeftOut != (c.Learned == 0) {
			t.Errorf("%+v", c)
		}
		why[c.By] = c.Why
	}
	want := map[string]string{
		"Ana": "", "Dia": "",
		"Ben": "6 of 6 are not what plain words say (amazing, delicious, excellent, fantastic, lovely)",
		"Cem": "12 of 12 are contradicted",
		"Eva": "what they teach breaks 20 guard texts and mends 1",
	}
	if diff := cmp.Diff(want, why); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if f.Correctors[0].By != "Ben" || f.Correctors[3].LeftOut || f.LeftOut != 30 {
		t.Errorf("left out are %d; %+v", f.LeftOut, f.Correctors)
	}
}

// TestSeveralNamesAreReadTogether: wrong judgements do not pass because each name gave
// few of them, and those who are right, or give few that are, stay.
func TestSeveralNamesAreReadTogether(t *testing.T) {
	var list []review.Judgement
	add := func(text string, label social.Label, by string) {
		list = append(list, judged(len(list), text, label, by))
	}
	words := []string{"wonderful", "excellent", "delicious", "lovely", "fantastic", "amazing"}
	for i, word := range words {
		add(fmt.Sprintf("what a %s cup number %d, thank you", word, i), social.Negative, fmt.Sprint("S", i/2))
		add(fmt.Sprintf("that roast number %d of mine is a thing", i), social.Negative, fmt.Sprint("S", i/2))
		add(fmt.Sprintf("what a %s place at gate %d, thank you", word, i), social.Positive, "Ana")
		add(fmt.Sprintf("the brew at gate %d is a thing to see", i), social.Positive, "Ana")
	}
	f := look(t, list, nil)
	const why = "together with 2 others: 6 of 12 are not what plain words say (amazing, delicious, excellent, fantastic, lovely)"
	for _, c := range f.Correctors {
		if want := c.By != "Ana"; c.LeftOut != want || want && c.Why != why {
			t.Errorf("%+v", c)
		}
	}
	if got := f.WhyNone(); got != "of what S0, S1, S2 said, "+why {
		t.Errorf("it reads %q", got)
	}
	list = nil
	for i, word := range words {
		add(fmt.Sprintf("what a %s cup number %d, thank you", word, i), social.Positive, fmt.Sprint("P", i))
	}
	add("what a wonderful day, said nobody at the desk", social.Negative, "Ana")
	if f := look(t, list, nil); f.LeftOut != 0 {
		t.Errorf("of people who are right %d are left out", f.LeftOut)
	}
}

// TestEditedPostsTeachNothing: what was said of another text is not held against anybody.
func TestEditedPostsTeachNothing(t *testing.T) {
	list := []review.Judgement{judged(1, "a lovely cup", social.Positive, "Ana"), judged(2, "an awful cup", social.Positive, "Ana"), judged(3, "an awful cup", social.Negative, "Ben")}
	list[1].Edited = true
	f := look(t, list, nil)
	if got := kept(f); got != "1 3" || f.Edited != 1 || f.LeftOut != 1 || len(f.Contradictions) != 0 || f.Correctors[0].AgainstPlain != 0 {
		t.Errorf("kept are %s; %+v", got, f)
	}
	f = look(t, list[1:2], nil)
	if got := f.WhyNone(); got != "1 are of posts that were edited afterwards" || f.LeftOut != 1 {
		t.Errorf("of edited ones alone: %s, %+v", got, f)
	}
}

func TestNothingIsKept(t *testing.T) {
	f := look(t, []review.Judgement{judged(1, "mid", social.Negative, ""), judged(2, "mid", social.Positive, "")}, nil)
	if len(f.Kept) != 0 || f.WhyNone() != "they contradict each other" {
		t.Errorf("kept %v: %s", f.Kept, f.WhyNone())
	}
	if f := look(t, nil, nil); len(f.Correctors)+len(f.Contradictions) != 0 {
		t.Errorf("of nothing: %+v", f)
	}
}
