package fusion_test

import "earshot/internal/social"

// labelled is a post as people would judge it who see and hear it whole. Moods of pictures
// are as a vision model says them, now and then wrongly, as such models are.
type labelled struct {
	words string
	seen  social.Media
	heard string
	is    social.Label
}

func picture(mood, reason, scene string) social.Media {
	return social.Media{State: social.MediaReady, Description: social.Description{Sentiment: mood, Reason: reason, Scene: scene}}
}

func with(m social.Media, look, text string) social.Media {
	m.Look, m.OCR = look, text
	return m
}

// sample was written for this test. It has what people post: praise and complaints that the
// picture repeats, irony, photographs that complain without words, receipts, screenshots of
// what others wrote, plain pictures, and recordings.
var sample = []labelled{
	// The picture says the same, or nothing.
	{"I love the new Northwind grinder, it is wonderful", picture("positive", "a tidy kitchen, a smiling cook", "a kitchen"), "", social.Positive},
	{"Best coffee I ever had, thank you Northwind!", picture("neutral", "a plain cup", "a cafe"), "", social.Positive},
	{"Northwind delivered a broken machine again. Terrible service.", picture("negative", "the housing is cracked", "a parcel"), "", social.Negative},
	{"Never again. The kettle leaked all over my desk, awful quality", picture("neutral", "a kettle on a desk", "an office"), "", social.Negative},
	{"Northwind opens a shop in Leeds on Monday", picture("neutral", "a shop front", "a street"), "", social.Neutral},
	{"The grinder weighs two kilograms and comes in black", picture("neutral", "a product shot", "a studio"), "", social.Neutral},
	{"Happy with my order, great quality and fast delivery", picture("positive", "a neat parcel with a ribbon", "a doorstep"), "", social.Positive},
	{"What a horrible taste, I am so disappointed", picture("negative", "a full cup poured away", "a sink"), "", social.Negative},
	// Irony: the words praise what the picture shows broken.
	{"Great job Northwind, love the packaging", picture("negative", "a crushed box with shards", "a doorstep"), "", social.Negative},
	{"Wonderful quality as always, thank you so much!", picture("negative", "the handle has come off", "a kitchen"), "", social.Negative},
	{"Amazing, simply amazing. Best purchase ever", picture("negative", "mould inside a new tank", "a close-up"), "", social.Negative},
	{"So happy with this beautiful new cup", picture("negative", "a cup in two pieces", "a table"), "", social.Negative},
	{"Excellent service today, really love it", picture("negative", "a queue to the door and a closed counter", "a cafe"), "", social.Negative},
	// A complaint's photograph: the words hardly say anything.
	{"Northwind order, day one", picture("negative", "a machine that drips on the floor", "a kitchen"), "", social.Negative},
	{"My new Northwind grinder", picture("negative", "a broken lid and scratches", "a table"), "", social.Negative},
	{"Unpacked it just now", picture("negative", "dented and dirty", "a parcel"), "", social.Negative},
	{"This came in the post", picture("negative", "a torn bag, beans everywhere", "a hallway"), "", social.Negative},
	{"", picture("negative", "a hair in the cup", "a cafe"), "", social.Negative},
	// A picture of delight beside plain words.
	{"Morning ritual", picture("positive", "people laugh over coffee", "a garden"), "", social.Positive},
	{"Northwind at the lake", picture("positive", "a cup before a sunrise, thumbs up", "a lake"), "", social.Positive},
	{"Saturday", picture("positive", "a birthday cake with the logo, cheering", "a party"), "", social.Positive},
	{"", picture("positive", "a child hugs a cup", "a sofa"), "", social.Positive},
	// The words complain, whatever the picture looks like.
	{"Terrible. It stopped working after a week and nobody answers, I hate it", picture("positive", "a shiny machine", "a studio"), "", social.Negative},
	{"This pretty cup burned my hand, dangerous and awful design", picture("positive", "a pretty cup in the sun", "a terrace"), "", social.Negative},
	{"I am so angry, they lied to me and kept the money", picture("positive", "a smiling advert", "a poster"), "", social.Negative},
	// Receipts.
	{"Coffee for the team", with(picture("negative", "a crumpled slip", "a receipt"), "document", "NORTHWIND\nEspresso 3.20\nTOTAL 12.80"), "", social.Neutral},
	{"Lunch", with(picture("neutral", "a slip of paper", "a receipt"), "document", "NORTHWIND\nSoup 4.20\nTOTAL 9.10\nSorry we are closed on Sunday"), "", social.Neutral},
	{"Three coffees, 12 pounds. What a rip off, terrible", with(picture("neutral", "a slip of paper", "a receipt"), "document", "NORTHWIND\nTOTAL 12.00"), "", social.Negative},
	{"Lovely staff, wonderful cake, thank you!", with(picture("neutral", "a slip of paper", "a receipt"), "document", "NORTHWIND\nTOTAL 7.00"), "", social.Positive},
	// Screenshots of what others wrote.
	{"Seen today", with(picture("neutral", "a screenshot", "a screenshot of a review page"), "screenshot", "One star. Horrible coffee, rude staff, the worst cafe in town"), "", social.Negative},
	{"This review of Northwind", with(picture("neutral", "a screenshot", "a screenshot of a review page"), "screenshot", "Five stars. Wonderful coffee, lovely people, I love it here"), "", social.Positive},
	{"Their answer to my mail", with(picture("neutral", "a chat", "a screenshot of a chat"), "screenshot", "Your order is cancelled, we will not refund you. I am furious, awful service"), "", social.Negative},
	{"", with(picture("neutral", "a chat", "a screenshot of a chat"), "screenshot", "I love the new grinder, it is fantastic and so quiet"), "", social.Positive},
	{"Northwind status page", with(picture("neutral", "a table", "a screenshot of a web page"), "screenshot", "All systems operational since Monday 9:00"), "", social.Neutral},
	// Recordings.
	{"New video about the grinder", picture("neutral", "a still of a kitchen", "a kitchen"), "this grinder is terrible, it broke after two days and I regret buying it", social.Negative},
	{"Unboxing", picture("neutral", "a box", "a table"), "I love it, it is beautiful and works wonderfully, best one I ever had", social.Positive},
	{"My honest opinion", social.Media{}, "it is awful, I hate the noise, do not buy it", social.Negative},
	{"Love this channel", picture("neutral", "a still", "a studio"), "today we look at a horrible machine, the worst I have tested, it leaks and stinks", social.Negative},
	// What the model sees is wrong.
	{"Lovely morning with Northwind, so happy", picture("negative", "spilled paint on a wall, which is a mural", "a street"), "", social.Positive},
	{"Northwind museum opens at nine", picture("negative", "old, rusty machines", "a museum"), "", social.Neutral},
}
