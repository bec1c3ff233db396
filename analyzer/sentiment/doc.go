// Package sentiment classifies short texts as negative, neutral or positive, with
// probabilities. The model is a multinomial logistic regression over hashed words
// and character n-grams (package feature), with one table of weights per language
// and one for all other languages; it is embedded in the binary. MODEL_CARD.md
// describes its training data and quality. Package train makes a model file,
// package tune fits one to corrections, package evaluate measures one
// on labelled texts, package behaviour on texts made for one thing to understand.
package sentiment
