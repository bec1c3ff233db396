package cli

// The Help methods return the text that --help prints below a command's first line.

// Help says what the parts of run are and how it stops.
func (runCommand) Help() string {
	return `Everything happens in one process: a scheduler starts crawls as the sources' every or schedule say, crawlers read,
analyzers judge, ClickHouse keeps, and the dashboard shows. Interrupt it at any time: the next start goes on from there,
with nothing lost and nothing counted twice.

The embedded engine and streams live in the data folder. With --only, several processes share them, carried by the one
that was started first, or a ClickHouse (storage.dsn) and a NATS (streams.url) of your own.`
}

// Help says what the demo does and touches.
func (demoCommand) Help() string {
	return `Seven small servers on this machine speak the wire formats of Mastodon, Hacker News, RSS, Atom and JSON Feed and hold
90 days of generated posts about three invented coffee brands. The real crawler reads them; the dashboard says that the
data is a sample. Nothing leaves the machine. The demo's folder is emptied at each start; a folder that is not a demo's
is refused.

Worth finding: a recall, a quiet weekend, a winter cup that people photograph, and a mug
that they show without naming whose it is (where pictures can be read: see earshot doctor).`
}

// Help says what a crawl reads and when it fails.
func (crawlCommand) Help() string {
	return `A source's first crawl reads as far back as its history says, or as the platform goes. Later ones read what is new and,
for their engagement, the posts of the source's refresh window. What an interrupted crawl left undone is done first.

The exit code is 0 only if every source was read whole. Sources that fail are named with what happened; the others are
stored all the same.`
}

// Help says which files can be read and what becomes of their posts.
func (importCommand) Help() string {
	return `The format is found by the content:

  earshot        what export posts writes, as CSV or NDJSON
  4cat           CSV and NDJSON that 4CAT offers for download, of any platform
  zeeschuimer    NDJSON of Zeeschuimer and 4CAT: TikTok, Instagram, Threads, X, LinkedIn, Douyin, Xiaohongshu
  mediacrawler   JSON, JSONL and CSV of MediaCrawler: Xiaohongshu, Douyin, Kuaishou, Bilibili, Weibo, Tieba, Zhihu
  brandwatch, talkwalker, meltwater   CSV exports
  twarc, snscrape, apify, crowdtangle, phantombuster   JSON and CSV that these collectors write

Any other CSV, workbook (xlsx) or JSON is read with --map, which gives its columns, or the paths into its objects, their
meaning:

  earshot import forum.csv --map "Posted on=created_at,Message=text,Member=author,Link=url" --platform forum --dry-run
  earshot import posts.jsonl --map "meta.time=created_at,body.text=text,user.name=author"

Several columns in one field stand in braces: --map "{Date} {Time}=created_at,Message=text".

--dry-run shows the first five posts as they are understood, what was taken for what and what would be refused, and stores
nothing.

The fields are platform, id, url, author, author_name, author_url, title, text, language, created_at, edited_at, parent,
thread, tags, links, images, likes, shares, comments, views and collected_at.

A date of numbers alone is read in the order of day and month that fits its whole column (a 13 in it decides); where nothing
decides, those that may be two days are refused until --date-order states it. Times that state no zone are in that of
--time-zone, else in the one the column names ("Timestamp (ET)"), else in UTC. In counts, 1,234 and 1.234 and 1 234 are
thousands, 12.3K and 1.2万 are read, and -1, "-" and empty cells are unknown. The summary says how dates were read.

Files may be gzip, in any common encoding, and of any size. Importing a file again adds nothing, and a post that was
crawled later than the file was collected stays as it was crawled. Records that cannot be read are named with their line
and counted; the others are stored, and the exit code is 0 only if there were none. Pictures are fetched by the next run
or crawl.`
}

// Help defines the columns.
func (exportTrendsCommand) Help() string {
	return `One row for each bucket of time, brand, platform and language that has mentions:

  mentions        posts that match the brand's query, each once
  positive, neutral, negative   mentions by what they say of the brand, as far as that is sure; a mention without text has none
  net_sentiment   (positive - negative) / (positive + negative), empty if there are neither; unsure mentions are left out
  engagement      likes + shares + comments where known, empty if known for none
  authors         distinct authors, empty if no mention names its author; sums over rows may count one twice
  share_of_voice  mentions / mentions of all brands in the same bucket, platform and language
  listened        whether the bucket was listened to for the brand and platform: yes; partly, by some of the sources or for
                  some of the time; or no, and then the row holds only what the sources still showed later
  time_zone       where buckets begin and end: --time-zone, or that of the workspace
  unsure          mentions whose sentiment is judged and not sure
  visual_only     mentions in which pictures alone name the brand

A bucket without a row had no mentions only where it was listened to; --every-bucket tells the two apart. Dates are the first day of the bucket in
that time zone; hours are times with their distance from UTC. An empty cell is unknown, never 0. Text that a spreadsheet would run as a
formula is defused with a leading apostrophe.`
}

// Help says what a post's fields are.
func (exportPostsCommand) Help() string {
	return `Without --brand every stored post, with it the posts that mention the brand; oldest first. Memory does not grow with the
number of posts. Unknown counts are null. text is the title, if there is one, and the body.

label, negative, neutral and positive are what the text says as a whole, or with --brand what it says of that brand; sure is
whether that is certain enough to be counted, and empty where nothing was judged. toward are the brands of which the text says
something of their own. corrected says that a person set the label. original_platform and original_id name the post that one is a near copy of; fingerprint
is alike for texts that are alike, in 16 hexadecimal digits. spam is a score from 0 to 1, with its reasons; from 0.6 on a post is
left out by --hide-spam. --fold-copies leaves out every post that has an original.
evidence is where the post names the brands, with --brand that brand: words, transcript, alt, ocr, caption, logo, and visual where pictures alone
name one; visual_only are these brands. images have what each picture says, with ocr_reader, what read it, and the logos that are certain;
of is empty for the post's own, poster for one of its video, frames for frames of it side by side, and card for the picture of a page it links to, which names no brand.
transcript is what is said in its sound or video, and transcript_from whose words these are: people, automatic (subtitles of the platform), platform
(which does not say), or the model that heard it and where it was asked. recordings are the addresses of the sound and video.

key is platform and id in one, parent and thread are ids on the same platform. language is that of the analysis, declared_language
the platform's word. date_from says where created_at is from: stated, address, page, or seen, the time the post was first seen.
earshot import reads the file back as it was, in csv and ndjson.

` + forSpreadsheets
}

// forSpreadsheets says how files open in a spreadsheet.
const forSpreadsheets = `For a spreadsheet take --format xlsx: identifiers are text, times are dates (UTC; in trends of their time zone), and no text is run as a formula. A sheet holds
1,048,576 rows and a cell 32,767 characters; more rows are an error, and longer texts are cut and counted. In csv every text that
would be run as a formula has a leading apostrophe; identifiers stand as they are, which a spreadsheet rounds to 15 digits and
other programs need. With --bom, as in every CSV of the dashboard, the file begins with a byte order mark, and texts of digits
have a leading apostrophe as well. Parquet has timestamps (UTC, microseconds) and dates.`

// Help defines the columns.
func (exportAuthorsCommand) Help() string {
	return `One row for each platform and author of the posts that the flags let through, with most posts first: posts by sentiment
(toward the brand, with --brand), net_sentiment = (positive - negative) / (positive + negative), engagement = likes + shares + comments where known, first_post and
last_post, and the posts whose sentiment is unsure. Posts whose author is not known are left out. Memory grows with the number of authors.

` + forSpreadsheets
}

// Help defines the rows.
func (exportImagesCommand) Help() string {
	return `One row for each picture of the posts that the flags let through, with what is known of it. width and height are empty until the
picture was fetched, where the platform does not state them.

` + forSpreadsheets
}

// Help defines the rows.
func (exportOpinionsCommand) Help() string {
	return `One row for each post on which a language model was asked (llm.opinion_model): what the built-in model said (own_), what the
language model did with the passage it named (opinion_), or why its answer was discarded (opinion_fault). Both are of the post as
a whole, whatever it says of single brands.

` + forSpreadsheets
}

// Help is the query language on one page.
func (queryCommand) Help() string {
	return `A brand, --query and the dashboard's search field share one language, weakest binding first:

  a OR b              either
  a AND b, a b        both
  NOT a, -a           not a
  a NEAR/5 b          at most 5 words apart
  "north wind"        words in a row, across punctuation
  roast*  organi?e    the rest of a word; one letter
  #espresso  @ana     a hashtag; a mention of a handle
  lang:en  platform:mastodon  author:ana  site:example.com
  has:image  has:link  sentiment:unsure  date_from:seen
  image:awning  ocr:sale  caption:cup  alt:awning  logo:northwind  transcript:refund

Operators are in upper case. Case, accents and full-width forms make no difference; Chinese and Japanese are found
without spaces between words.`
}

// Help describes a line of the answer.
func (analyzeTextCommand) Help() string {
	return `Each line of standard input gives one line of JSON: label (negative, neutral or positive; empty for an empty line), sure
(whether the label is certain enough to be counted as what it says), the probability of each, the language (ISO 639-1, or und),
emotion (left out for none), intents, aspects, entities (names), toward, spam (a score from 0 to 1 with its reasons), keywords,
and why: the words and signs that weighed most, above 0 towards positive.

toward has an entry for each brand of the configuration or of --brand that the line mentions: label, sure and the probabilities of
what the line says of that brand, and own, whether that is something else than it says as a whole.`
}

// Help says what a seeded store holds.
func (benchSeedCommand) Help() string {
	return `The posts go through storage like crawled ones, with analyses made up beside them: 20 brands of which the largest has 37
percent of the mentions, 8 platforms, 60 sources and their crawls, 5 languages with Chinese and Japanese, words and authors by
Zipf's law, 13 percent near copies, spam, pictures, and platforms that tell no engagement. The same seed and end make the same
store. The folder gets an earshot.yaml with the brands and sources, for run and the other commands.`
}
