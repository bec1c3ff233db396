package sources

// Unread is a site that Earshot does not read, and why.
type Unread struct {
	Site string
	// Why says what forbids it.
	Why string
	// Instead is what serves in its place: a platform, or a kind of file to import.
	Instead string
}

// NotRead are the sites that people look for and that are not read, as of 2026-11: their
// robots.txt and their terms forbid programs to, or another way serves better.
func NotRead() []Unread {
	return []Unread{
		{"Amazon reviews", "its robots.txt and conditions of use forbid programs; reviews are shown after a login", "import: CSV of reviews, its columns named by --map"},
		{"Booking.com and Tripadvisor", "their terms forbid programs; their interfaces are for partners", "import: the exports of their owner centres, as CSV"},
		{"Discord", "its terms forbid reading with an account; a bot hears only servers that invite it", "import: JSON or CSV of DiscordChatExporter, of servers of your own, its columns named by --map"},
		{"Douyin", "its web interface wants signed requests of its own programs", "import: MediaCrawler and 4CAT (Zeeschuimer) files"},
		{"Facebook groups and profiles", "the Graph API does not show them, and the terms forbid reading pages", "platform facebook for pages; import: 4CAT (Zeeschuimer), CrowdTangle, Apify and Brandwatch files"},
		{"Glassdoor and Indeed", "their robots.txt and terms forbid programs", "import: CSV of their employer centres"},
		{"Google Maps reviews", "its terms forbid copying; the Places API gives five reviews, not to be stored", "import: CSV of the Business Profile of your own places"},
		{"Google News", "its robots.txt forbids its pages and feeds of searches", "platform gdelt, which hears the same news, and feed for single papers"},
		{"Google Play reviews of others", "there is no interface for them, and its terms forbid its pages", "import: CSV or JSON of google-play-scraper, its columns named by --map"},
		{"Kuaishou", "its web interface wants signed requests and a login", "import: MediaCrawler files"},
		{"LinkedIn", "its robots.txt and user agreement forbid programs", "import: 4CAT (Zeeschuimer) files, and exports of tools that have a contract"},
		{"Quora", "its robots.txt and terms forbid programs, and its pages want a login", "import: CSV of questions and answers"},
		{"Snapchat", "there is no public interface", "import: CSV"},
		{"Tieba's pages of 2026", "its own programs show them, and sign what they ask for; forums and searches whose pages hold their text are read", "import: MediaCrawler files"},
		{"TikTok", "its robots.txt and terms forbid programs; its Research API is for approved researchers", "import: 4CAT (Zeeschuimer) and Apify files"},
		{"Trustpilot", "its terms forbid programs, and a wall keeps them out", "import: the CSV of Trustpilot Business, or of its interface with your key"},
		{"WeChat and Xiaohongshu", "they want a login and signed requests of their own programs", "import: MediaCrawler and 4CAT (Zeeschuimer) files"},
		{"Wikimedia EventStreams", "it sends each edit of all wikis, some thirty a second, in which no words can be asked for; next to none names a brand", "platform wikipedia, which asks a wiki for the edits of pages (tags), of editors (accounts), or all recent ones"},
		{"Yelp", "its robots.txt and terms forbid programs; its interface gives three reviews, shortened", "import: CSV of Yelp for Business"},
		{"Zhihu", "most of it wants a login and signed requests", "import: MediaCrawler files"},
	}
}
