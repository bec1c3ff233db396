package web_test

import "earshot/internal/social"

// The addresses of the pages of themes.
const (
	twoCups   = "https://lane.example/2026/05/05/two-cups/"
	grinder   = "https://lane.example/2026/05/05/grinder-back/"
	tassen    = "https://wegblatt.example/drei-tassen/"
	night     = "https://night.example/long-night/"
	kettle    = "https://ana.example/posts/kettle-hums/"
	mugs      = "https://mill.example/2026/05/05/mugs.html"
	papers    = "https://crumbs.example/2026/05/filter-papers.html"
	queue     = "https://medium.example/lane-letters/the-queue-is-the-product-aa11bb22"
	beans     = "https://letter.example/p/beans-by-post"
	burrs     = "https://forum.example/viewtopic.php?t=31"
	handMills = "https://talk.example/t/which-hand-mill-travels-best/77"
	handMill  = "https://shop.example/products/hand-mill"
	trainMill = "https://mills.example/threads/a-mill-for-the-train.31/"
	swan      = "https://wares.example/product/swan-kettle/"
)

var themes = []theme{
	{"wordpress-block", twoCups, []shownPost{
		{twoCups, "", "Ana Ruiz", "Two cups on Mill Lane", "Northwind poured its new roast today, and I had two.\n\nThe second was better.", "2026-05-04T22:40:00Z", social.DateStated, "https://lane.example/wp-content/uploads/2026/05/cups.jpg"},
		{twoCups + "#comment-7", twoCups, "Bo Lind", "", "I went there on Saturday with four friends who know their grinders, and all of us thought that the queue was far too long for a cup that tasted of little but the paper it came in.\n\nThey were friendly about it, I grant them that, and poured us another one that was a good deal better than the first and still not worth the walk up the hill from the station.", "2026-05-04T23:02:11Z", social.DateStated, ""},
		{twoCups + "#comment-8", twoCups + "#comment-7", "Ana Ruiz", "", "Go on a Monday, when nobody else has the idea.", "2026-05-05T00:15:00Z", social.DateStated, ""},
		{twoCups + "#comment-9", twoCups, "Cy", "", "Tea for me.", "2026-05-05T15:30:00Z", social.DateStated, ""},
	}},
	{"wordpress-more-posts", grinder, []shownPost{
		{grinder, "", "Ana Ruiz", "The grinder is back", "Northwind has its big grinder back from the workshop, and the whole lane heard it this morning before the bakery had opened.\n\nThe burrs are new, the noise is not, and the coffee is as it was in the spring, which is what everybody had hoped for.", "2026-05-04T22:40:00Z", social.DateStated, "https://lane.example/wp-content/uploads/2026/05/grinder.jpg"},
		{grinder + "#comment-15", grinder, "Di", "", "Heard it as far as the church.", "2026-05-06T10:00:00Z", social.DateStated, ""},
	}},
	{"wordpress-classic", tassen, []shownPost{
		{tassen, "", "Uta Brandt", "Drei Tassen am Mühlweg", "Heute drei Tassen bei Northwind, und keine war kalt.", "2026-05-04T22:15:30Z", social.DateStated, "https://wegblatt.example/wp-content/uploads/tassen.jpg"},
		{tassen + "#comment-3", tassen, "Jens", "", "Bei mir war die zweite kalt, und die dritte habe ich deshalb gar nicht erst bestellt, obwohl ich den ganzen Weg vom Bahnhof dafür gelaufen war und es auch noch geregnet hat wie lange nicht mehr am Mühlweg.", "2026-05-05T06:00:00Z", social.DateStated, ""},
	}},
	{"ghost", night, []shownPost{
		{night, "", "Ana Ruiz", "A roast for the long night", "Dark, and darker.\n\nNorthwind has a roast for those who stay up, and it is darker than anything the lane has been sold before.\n\nIt wants a coarse grind and a slow hand, and forgives neither haste nor hard water, as we found out twice.\n\nThird time lucky.", "2026-05-04T21:40:00Z", social.DateStated, "https://night.example/content/images/2026/05/night.jpg"},
	}},
	{"hugo", kettle, []shownPost{
		{kettle, "", "Ana Ruiz", "Why the kettle hums", "The kettle that Northwind sells hums at sixty degrees, and for a week I thought that it was broken.\n\nScale\n\nIt is the scale. Where it is thin the water boils early, and the small bubbles sing until the rest has caught up.", "2026-05-04T22:40:00Z", social.DateStated, "https://ana.example/posts/kettle-hums/cover.jpg"},
	}},
	{"jekyll", mugs, []shownPost{
		{mugs, "", "Ana Ruiz", "Mugs that hold", "Four mugs, one fall each.\n\nOnly the one from Northwind held.", "2026-05-05T03:10:00Z", social.DateStated, "https://mill.example/assets/mugs.jpg"},
		{mugs + "#comment-2026-1", mugs, "Ed", "", "What was it dropped on? Mine broke on a rug, which I would not have believed of any mug, let alone of one that cost as much as this one did when I bought it two winters ago from the shop on the lane.", "2026-05-05T14:00:00Z", social.DateStated, ""},
	}},
	{"blogger", papers, []shownPost{
		{papers, "", "Ana Ruiz", "Filter papers", "White or brown? Northwind sells both.\n\nI taste no difference.", "2026-05-05T06:40:00Z", social.DateStated, "https://blogger.example/img/papers.jpg"},
		{papers + "#c8812", papers, "Flo", "", "The brown ones taste of the sack that they came in, and no rinsing helps, whatever the man behind the counter says while he is pouring half a kettle of good water through them before he has even weighed the beans.", "2026-05-05T08:02:00Z", social.DatePage, ""},
		{papers + "#c8813", papers, "Ana Ruiz", "", "I will try it blind.", "2026-05-05T09:15:00Z", social.DatePage, ""},
	}},
	{"medium", queue, []shownPost{
		{queue, "", "Ana Ruiz", "The queue is the product", "Nobody at Northwind would say it, but what the shop sells is the forty minutes in which you talk to whoever stands before you.\n\nI met a plumber, a judge and two people who had named their dog after a roast. The coffee was fine as well.", "2026-05-04T22:40:12Z", social.DateStated, "https://miro.example/v2/resize:fit:1200/1*queue.jpeg"},
	}},
	{"substack", beans, []shownPost{
		{beans, "", "Ana Ruiz", "Beans by post", "Four days late\n\nThe beans from Northwind came four days late, and were as fresh as if they had been roasted in the van.\n\nI have written to the post office, which blames the van.", "2026-05-04T23:30:10Z", social.DateStated, "https://substackcdn.example/image/fetch/w_1200,h_600/beans.png https://substackcdn.example/image/fetch/w_1456/box.png"},
		{beans + "#comment-9001", beans, "Gil", "", "Mine came on the day after they were roasted, in a box with a dent in it, and there were two mice in the van if the driver is to be believed, which I would not advise on any day of the week.", "2026-05-05T08:02:00Z", social.DatePage, ""},
		{beans + "#comment-9002", beans + "#comment-9001", "Ana Ruiz", "", "The mice are mine.", "2026-05-05T09:15:00Z", social.DatePage, ""},
	}},
	{"phpbb", burrs, []shownPost{
		{burrs, "", "ana", "Burrs that squeal", "The burrs of my Northwind mill squeal on the coarse side.\nNew ones, not a month old.", "2026-05-04T22:40:00Z", social.DateStated, "https://pictures.example/burrs.jpg"},
		{burrs + "#p102", burrs, "Bo Lind", "", "Oil them, and run a handful of stale beans through before you judge.", "2026-05-05T06:02:00Z", social.DateStated, ""},
		{burrs + "#p103", burrs, "Cy", "", "Mine never did.", "2026-05-05T07:00:00Z", social.DateStated, ""},
	}},
	{"discourse", handMills, []shownPost{
		{handMills, "", "ana", "Which hand mill travels best?", "I am looking for a mill that fits into a coat.\n\nNorthwind has one, is it any good?", "2026-05-04T22:40:12Z", social.DateStated, "https://talk.example/uploads/mill.jpg"},
		{handMills + "#reply-08f365a941cf", handMills, "bo", "", "It is, if you like to turn it for two minutes while the train leaves, and if the coat has a pocket that is deep enough for a bottle of the sort that nobody sells any more.", "2026-05-05T06:02:00Z", social.DateStated, ""},
	}},
	{"shopify", handMill, []shownPost{
		{handMill + "#spr-review-555", "", "Bo Lind", "Goes anywhere", "Took it up a mountain and down again, and it ground as well at the top.", "2026-05-05T00:00:00Z", social.DatePage, ""},
		{handMill + "#spr-review-554", "", "Di", "Broke", "The handle came off.", "2026-05-03T00:00:00Z", social.DatePage, ""},
		{handMill + "#aa-11", "", "Ed K.", "Nearly there", "Fine but for the jar.", "2026-05-05T08:02:00Z", social.DateStated, ""},
	}},
	{"xenforo", trainMill, []shownPost{
		{trainMill, "", "ana", "A mill for the train", "I ride for two hours each morning and want to grind on the way, half a litre at a time.\n\nIs the small one of Northwind up to that?", "2026-05-04T22:40:12Z", social.DateStated, "https://mills.example/data/attachments/7/seat.jpg"},
		{"https://mills.example/posts/102/", trainMill, "Bo Lind", "", "Not of the small one. It takes a spoon, and your neighbours will have moved by then.", "2026-05-05T06:02:00Z", social.DateStated, ""},
		{"https://mills.example/posts/103/", trainMill, "Cy", "", "Tea.", "2026-05-05T07:00:41Z", social.DateStated, ""},
	}},
	{"woocommerce", swan, []shownPost{
		{swan + "#comment-43", "", "Di", "", "The lid fell into the cup, each time.", "2026-05-05T19:15:30Z", social.DateStated, ""},
		{swan + "#comment-42", "", "Bo Lind", "", "Pours a thread as thin as I like, and keeps warm while the mill turns.", "2026-05-05T06:02:00Z", social.DateStated, ""},
		{swan + "#comment-44", swan + "#comment-43", "Northwind Shop", "", "Send it back, we pay for the stamp.", "2026-05-06T07:00:00Z", social.DateStated, ""},
	}},
}
