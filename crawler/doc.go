// Package crawler is the contract between platforms and the crawl: what an
// Adapter asks a platform for, how it reads the answers, and the ports to which
// posts, lanes, state and runs go. It fetches nothing itself.
//
// A request walks through the packages below it from left to right:
//
//	schedule -> run -> fetch -> robots, polite -> the platform
//	                   fetch -> warc (evidence)
//	            run -> Adapter.Parse -> Posts
//
// Package run crawls sources in durable steps, listen holds the connections to
// platforms that stream, probe takes a first look at a source, and replay reads
// recorded answers again. All four fetch through package fetch alone, which obeys
// robots.txt, keeps a distance between requests, waits when told to, and trusts
// nothing that comes back. Package record keeps how the runs of run and listen
// end. Adapters are in platform and spec, and know this package only.
//
// Imports go one way: replay -> run -> fetch -> crawler -> gate -> address, with
// record between run and crawler; run, listen and probe do not import each other,
// and nothing here imports replay or probe. The architecture test at the root of
// the module has the whole table.
package crawler
