package viewmodel

import (
	"slices"

	"earshot/internal/social"
)

// Definition is how a figure is counted, in one or two sentences.
type Definition struct {
	Key, Name, Text string
	// Formula is the definition as it is computed, where there is one.
	Formula string
	// Place orders the page of definitions; 0 comes after all others.
	Place int
}

// Definitions is every definition that belongs to no single panel: those of
// figures, rules, posts and sources.
func Definitions() []Definition {
	return []Definition{
		{"mentions", "Mentions", "Posts that match a brand's query, each counted once for that brand however often it was read or names it. Posts without a readable date that were there when their source was first read may be of any age: they are listed, and not counted.", "", 10},
		{"net_sentiment", "Net sentiment", "How far positive outweighs negative among the mentions that are sure, from −1 (all negative) to +1 (all positive). Neutral mentions and those that are unsure do not count; what share of the judged mentions is sure stands beside it.", "(positive − negative) ÷ (positive + negative)", 20},
		{"engagement", "Engagement", "Likes, shares and comments of the mentions, as far as the platforms publish them. Views are an audience and not counted; unknown counts are left out, not taken as zero.", "likes + shares + comments", 30},
		{"share_of_voice", "Share of voice", "The brand's mentions out of the mentions of all brands followed here, under the same filters.", "mentions of the brand ÷ mentions of all brands", 40},
		{"share_in_pictures", "Share of voice in pictures", "The brand's mentions in which a picture shows it, out of such mentions of all brands, under the same filters: by the author's description (alt text), text that was read in it, its caption, or a certain logo, whether the words name the brand or not. Pictures that were not looked at yet are not among them.", "mentions with a picture of the brand ÷ mentions with a picture of any brand", 45},
		{"rising_pictures", "Rising pictures", "Families of pictures that more posts show than in the period of equal length just before, by more than chance explains: by the rule of emerging terms, at least 5 posts and a score of 3.1, out of all mentions under the same filters. Copies, crops and other encodings of a picture are one. Which pictures there are is looked for in the newest 5,000 posts of the period; what they have in both periods is counted whole.", "(log-odds now − log-odds before) ÷ standard error", 116},
		{"authors", "Authors", "Different authors of the mentions, told apart by platform and handle, or by name where there is no handle. Posts without an author are left out; where none names its author, the number is unknown.", "", 50},
		{"change", "Change", "Against the period of equal length before: 7 days with the 7 days before, and if today is not over, with the same hours. From zero there is no percentage; it is called new. Against a time that was not heard whole there is no change but the reason why; where some sources were heard in both times and others were not, it is shown and marked.", "(now − before) ÷ before", 60},
		{"spike", "Spike", "A step with at least 10 mentions that lies further above the median of this period and the one before than 3.5 times its usual spread (the median absolute deviation, scaled by 1.4826, and never less than the square root of the median).", "count > median + 3.5 × max(1.4826 × MAD, √median)", 90},
		{"quiet", "Quiet", "A step that is over and has less than half the median of this period and the one before, where the median is at least 10, and lies below it by three times the usual spread. Compared are square roots, whose spread does not grow with the count, so that a busy month does not hide a silent weekend.", "√count < √median − 3 × max(1.4826 × MAD of the roots, ½)", 100},
		{"copies", "Near copies", "Posts that say nearly the same as an earlier one, on whatever platform. All of them are kept and counted; folding shows and counts of each group only the first among what the filters let through, once for each brand, so that a copy stands for an original that is filtered out or gone. A list of keywords, hashtags or other readings counts a group once for each reading in it.", "", 170},
		{"spam", "Likely spam", "A score from 0 to 1 of what speaks for spam or for a machine, with its reasons on the post. From 0.6 on a post counts as likely spam; it is kept, and counted unless it is hidden.", "score ≥ 0.6", 180},
		{"corrected", "Set by a person", "A sentiment that a person set on the post's page or in a list, or called right. It is sure, stands before the model's everywhere, also when the post is read or analysed again, and can be passed on to the copies of the post.", "", 190},
		{"learned", "Learned from judgements", "A model that learned from what people set and called right takes over only if it is better on judgements it has not seen, beyond chance, and not worse, beyond noise, on those that called the label right and on the guard set: texts and behavioural tests that no model learns from. Judgements that contradict each other, and those of people who judge carelessly, are named on the page of corrections and left out.", "", 192},
		{"toward", "Sentiment toward a brand", "What a mention says of the brand in view: “Contoso is so much better than Northwind” is positive for Contoso and negative for Northwind. Where a post says nothing of the brand apart, it is what the post says as a whole. Every figure, chart, list and file of a brand uses it; a post's page shows both where they differ.", "", 195},
		{"certainty", "Sure", "The probability the sentiment model gives to the judgement shown, or the mean of both models where a second opinion counts. What a person set is sure. The words that weighed most are on the post's page.", "", 200},
		{"unsure", "Unsure", "A judgement that is less certain than the model must be, in that language, for at least seven in ten of its judgements to be right on posts that people labelled, or whose sentence leaves open what is meant, as irony and questions do. Doubtful English posts are read a second time where the sentence encoder is installed: that can change what they lean to, and makes none of them sure. Such a mention is counted as a mention, shown and filtered as unsure with what it leans to, and left out of net sentiment.", "certainty < threshold of the language", 205},
		{"second_opinion", "Second opinion", "Where one is configured, a language model is asked about mentions of which the built-in model is less certain than is configured, and those of high engagement. What then counts is the mean of both models' probabilities, and the likeliest class. Its answer must quote the post, and is discarded when the post does not say what it quotes; what a person sets stands before both.", "(built-in model + second opinion) ÷ 2", 210},
		{"usual", "Usual posts per run", "The quartiles of the posts that the last 30 runs of a source read, as far as they were complete: half of them read a number within. Posts read again count too. It takes five complete runs to say.", "", 220},
		{"new_posts", "New posts of a run", "The posts of a run that were published after the newest one read before it. What a platform shows late is not among them.", "", 230},
		{"errors", "Errors", "How many of the last 30 runs of a source ended without having read all there was.", "", 240},
		{"listened", "Listened since", "A source is listened to from its first answer on, or from as far back as that answer reaches page by page. Older posts that it still showed are counted, but that there are no others is not known, so no zero is drawn or claimed there. Windows that were filled in and files that were imported count for their own days, and a brand from the first run that looked for it.", "", 235},
		{"verdict", "Verdict on a source", "Not read yet: no run has ended. Never answered: none of its runs got an answer. OK, partly read or silent: it answers. Unreachable, blocked, rate limited and so on: its last run got no answer, since the one before that did. Not crawled: nobody has asked it for three times as long as usual. The number of sources that answer counts those that are OK, partly read or silent.", "", 237},
		{"silent", "Silent source", "A source that answers, has had no new stored post for longer than ever in the eight weeks before its newest one, and from whose pace in those weeks, hour of the week by hour, at least 7 posts were to be expected since: the chance of none would be below one in a thousand. It takes 20 posts over a week to say.", "expected posts since the newest ≥ 7 and time since the newest > longest gap", 250},
	}
}

// Define returns the definition of key; for an unknown key the zero Definition.
func Define(key string) Definition {
	for _, d := range Definitions() {
		if d.Key == key {
			return d
		}
	}
	return Definition{}
}

// firstReading is the place of the first reading's definition, and
// nextReading how far each is from the one before.
const (
	firstReading = 110
	nextReading  = 10
)

// DefineReading is the definition of the ranking of a reading.
func DefineReading(of social.Reading) Definition {
	info, _ := of.Info()
	row := slices.IndexFunc(social.Readings(), func(i social.ReadingInfo) bool { return i.Reading == of })
	return Definition{Key: string(of), Name: info.Words.Title, Text: info.Words.Definition, Place: firstReading + row*nextReading}
}
