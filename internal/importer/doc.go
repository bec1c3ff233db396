// Package importer reads posts that others collected, in CSV, workbooks and JSON:
// Earshot's own exports, 4CAT and Zeeschuimer, MediaCrawler, twarc and other
// collectors, and the CSV exports of Brandwatch, Talkwalker and Meltwater. A format is data: the files in formats say by which fields a
// record is recognised and where a post's fields are in it.
//
// Reading streams: memory does not grow with the number of records. A record
// that cannot be read is counted and named, and the others stand.
package importer
