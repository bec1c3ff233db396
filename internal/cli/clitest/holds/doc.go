// Package holds tests over the real program that nothing one post, one page or one
// server does holds up, loses or drowns the rest.
package holds
