// Package crawler reads public posts from platforms, politely and without losing
// any.
//
// An Adapter knows what to ask a platform and how to read the answer. The
// Fetcher sends the requests: it obeys robots.txt, keeps its distance, waits when
// told to, and trusts nothing that comes back. The Runner connects the two: it
// cuts a run of a source into lanes and a lane into steps, each of which fetches
// one page, and keeps all that matters in streams and stores that outlive the
// process, so that a run goes on where it stood when the machine went down.
//
// Colly sends the single requests; colly.go is the only file that knows it.
package crawler
