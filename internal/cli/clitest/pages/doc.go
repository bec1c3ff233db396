// Package pages holds the end-to-end tests of the dashboard, in a real browser.
package pages
