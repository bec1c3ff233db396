// Package markup reads what a piece of HTML says to a person: its text, what it
// links to and the pictures it shows. It works on tokens, not on a tree, so its
// cost is linear in the input and deep nesting cannot hurt it.
package markup
