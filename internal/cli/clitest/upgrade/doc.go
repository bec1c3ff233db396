// Package upgrade holds the end-to-end test of going to a newer Earshot and back:
// what an older program meets in a newer one's folder, and what a backup brings back.
package upgrade
