// Package sentiment says whether a short text is negative, neutral or positive
// and how sure that is. The model is a multinomial logistic regression over
// hashed words and character n-grams (package feature), one table of weights a
// language and one for all others; it is part of the binary and needs nothing
// else. MODEL_CARD.md says what it was trained on and how good it is, package
// train makes a model file, package evaluate measures one.
package sentiment
