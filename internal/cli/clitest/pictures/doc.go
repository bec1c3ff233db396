// Package pictures tests that posts whose pictures alone name a brand are mentions, with the
// reader of text and the finder of logos that are shipped.
package pictures
