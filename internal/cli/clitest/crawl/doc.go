// Package crawl holds the end-to-end tests of crawling: what is stored is what was served, whatever the servers do.
package crawl
