// Package llm holds the end-to-end tests of language models: captions of pictures and second opinions on sentiment.
package llm
