package preview

import "earshot/internal/social"

// Learning is what was learned from made-up judgements.
func Learning() social.Learning {
	key := func(id string) social.Key { return social.Key{Platform: "mastodon", ID: id} }
	return social.Learning{
		InUse: "shipped", Shipped: true, At: Now.AddDate(0, 0, -1), Model: "tuned-3f2a91c0", Learned: 41, Confirmed: 12, LeftOut: 27,
		Why:   "of the 9 held-out judgements that it changes, 6 become what people said and 3 do not, which may be chance (p = 0.25)",
		Guard: []string{"Of 498 guard texts it has 433 right, the model before 434; it breaks 1 and mends 0.", "It fails 4.4% of the behavioural tests in English, the model before 4.1%."},
		Correctors: []social.Corrector{
			{By: "Ben", Judgements: 24, Contradicted: 3, AgainstPlain: 21, LeftOut: true, Why: "21 of 24 are not what plain words say (awful, broken, cold, dirty, rude)"},
			{By: "Ana", Judgements: 40, Confirmed: 12, Contradicted: 3, Learned: 38},
			{Judgements: 4, Learned: 3},
		},
		Contradictions: []social.Contradiction{{
			Text: "that new roast is something else, had it twice today", Kept: social.Positive,
			Given: []social.Correction{
				{Key: key("1"), Label: social.Positive, By: "Ana"}, {Key: key("2"), Label: social.Positive}, {Key: key("3"), Label: social.Negative, By: "Ben"},
			},
		}},
	}
}
