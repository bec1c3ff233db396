// Package behaviour measures how a sentiment model behaves: which of the things that
// every reader understands it understands, in the manner of CheckList (Ribeiro, Wu,
// Guestrin and Singh: Beyond Accuracy, ACL 2020). A suite is a file of templates for
// each language (folder suite), from which short texts are made whose sentiment is
// known, or known not to change. Test has the three types of test, parse.go the form
// of the files.
package behaviour
