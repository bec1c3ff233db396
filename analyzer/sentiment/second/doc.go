// Package second reads an English post a second time where the sentiment model is
// unsure of it: package encoder turns the post into 512 numbers, a linear head
// scores these, and the scores are added to those of the first reading.
//
// The head (head.bin) is a multinomial logistic regression, learned from the training
// parts of the English sets that the shipped model learned from; how far each of the
// two readings counts was fitted on held-out texts. What structure or a person has
// decided, and whatever is sure already, is left alone.
package second
