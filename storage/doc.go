// Package storage stores posts, their analyses, pictures and crawl runs in
// ClickHouse, and computes every figure from there. Store composes its parts:
//
//   - mention: the write path, from posts to the mentions that are counted.
//   - figure: the read path: figures, rankings, searches and lists.
//   - sourceday: small tables of what each source found of each day.
//   - post: posts as they are stored, which both paths read.
//   - picture, run: the pictures of posts, and the crawls.
//   - integrity: whether what is stored is whole.
//   - database, queries: the connection, and the SQL that goes over it.
//
// Beside it, engine runs the embedded ClickHouse, stream JetStream, and media
// keeps the bytes of pictures.
//
// # Tables
//
//   - posts, analyses: the newest state of each post, by identity.
//     A projection of analyses has their fingerprints in the order of time.
//   - mentions: the narrow table that figures are counted from, one row a brand
//     and post, without text. A stored post that mentions no brand has one row
//     with an empty brand. Its label is the class of what the post says of the
//     brand, unsure among them; see social.Sentiment.Class.
//   - claims: every place (brand and day) a post has or had in mentions.
//   - figure_days: the figures of each brand-day, split by all that a page filters by, of
//     the day with the set of distinct authors, and of its hours with the authors of each;
//     reading_days: what was read in the mentions of a brand-day, by how many mentions
//     hold it; dirty_days: the brand-days for which these are out of date; rollup_spans:
//     from which day on what these came to tell later is filled.
//   - reading_months: what was read in the mentions of a brand in a month, by how many
//     mentions hold it; reading_spans: which rows of these count, if any.
//   - source_days, analyzer_days: what each source found of each day, and by which
//     version a day's posts were analysed; dirty_source_days: the days for which these
//     are out of date. See package sourceday.
//   - addresses: by which addresses and other identifiers a post is known.
//   - places: where a post was read, if at several places; written before posts,
//     with what was gathered from them.
//   - search: the keys and the text by which queries find a post, of stores of earlier
//     versions, until they are in mentions.
//   - corrections: the sentiment labels people gave.
//   - opinions: how language models judge the sentiment of a post's text.
//   - media: what is known of the picture behind each URL.
//   - crawl_runs: the crawls.
//   - turns: which process recomputes rollups now, as only one may at a time: each says so
//     before it looks for others, and while it goes on. Who dies in it is waited for 20 s.
//   - deletions: hashes of posts of which nothing was stored when it was said that they are
//     gone, for three days.
//   - programs: which version of Earshot made a schema.
//
// # The order of a write
//
// A post's place in mentions follows from its brands and its day, and either may
// change. Its version is the time it was fetched and, after that, how often this
// state of it was analysed again; the later of two versions stands. ClickHouse has
// no transactions. So Write goes in an order in which every step may be the last
// one before a crash, and in which doing it all again changes nothing:
//
//  1. claims: the places this version wants. Only then the claims of all the
//     batch's posts are read, this write's own included. Of two concurrent
//     writers of one post at least one therefore sees the other, and the claims
//     of a write that died half-way tell which rows it may have written.
//  2. mentions: for a post whose newest version this is, its rows, and a
//     tombstone in every other place it ever claimed; for an older one, a
//     tombstone in each of its places that the newest version does not want.
//  3. dirty_days, dirty_source_days: after the mentions, so that whoever recomputes a marked day
//     sees what it was marked for.
//  4. analyses, then posts: what lists and pages show.
//
// A deleted post is written the same way: it claims every place it ever had,
// wants none, and leaves an empty analysis and a row of posts without content. News of
// one that never claimed any is noted in deletions, and looked for by whoever stores a post
// for the first time, after claiming its places.
//
// WriteAnalyses goes the same way with the next version of the state that is
// stored, but for the posts, and gives way where another writer claims places of
// the same post meanwhile.
//
// # Corrections and opinions
//
// A correction is stored first; then the post's analysis is written once more.
// Every write looks the corrections of its posts up after it claimed their
// places. So a write that missed a correction had claimed before it was stored;
// its claim is seen, and the analysis is written again once that write is done.
// The table analyses holds the model's own judgements, of the post and toward
// single brands, beside the labels that stand, so that a correction can be taken
// back. A crash in between leaves an analysis whose labels differ from its
// corrections; RefreshTrends finds these and writes them again.
//
// A second opinion goes the same way. It is of a text: an analysis uses the
// opinion stored for its post if the text is still the same, and records in any
// case which version of the opinion it looked at. The opinions of a deleted post,
// which quote it, are emptied.
//
// # Queries
//
// A query is a condition on the keys and the folded text in mentions, made by the
// same code that matches brands. Words are looked up in the index by_word, phrases and
// NEAR in the text of what has their words. Signs and emoji within a phrase are in
// neither: the posts that may match are read, and what was found is cached until the
// next insert. Keys made by an older version of the code are ignored and rebuilt in the
// background; meanwhile these posts are found by their keys in search, or read.
//
// # Exact and flat
//
// A brand-day whose mentions changed is read from mentions until RefreshTrends
// has recomputed it, every other one from the rollups. Both are exact, since a
// rollup is only ever replaced by a count of the mentions themselves. They are split by
// platform, language, label, where the date is from, spam, whether a post is a copy, and
// whether it is backlog. What is filtered by anything else (sources, readings, words) is
// counted from mentions.
//
// Folded copies are what is a copy of nothing, which the rollups tell, and of each group
// that has copies the first, which mentions tell: copies are few. Where an original is
// later than a copy of it, it is taken back from the sums; distinct authors, which cannot
// be taken back, are then counted from mentions.
//
// Terms and other readings are counted by day, and by month where many are asked for: a day
// of them is not much shorter than its mentions. RefreshTrends counts the months again whose mentions have rested since the call
// before, for a second at a time, each into rows beside those that count; a row of
// reading_spans then makes them count. Between two counts of a month are some minutes, so
// that whoever was told of rows finds them. Of a month that changed and at the edges of a
// period days are read; what lies in no whole day, and what is filtered by more than brand,
// label, spam and copies is read from mentions.
//
// A rollup that came with a release is filled by RefreshTrends, month by month, the newest
// first; what rollup_spans does not name as filled is read from mentions.
//
// Posts that are listed are looked up by key, in tables whose compact parts make that one
// read each; posts that are gone through come as streams that the server puts in order,
// posts, analyses and pictures each by themselves; see post.Lookup.InOrder. The newest are
// looked for in windows of days, backwards.
//
// All is stored by the hours and days of UTC; a Filter's Zone says in which zone a
// trend is cut into steps. Days that lie in one step as a whole are read from figure_days,
// the others, where clocks show full hours at the same time, from its hours, and where
// they do not (India) from mentions. When the clocks are
// changed is looked up by Go and sent along, so that figures do not depend on the time
// zones of a server.
package storage
