// Package onnx runs neural networks in the ONNX format by ONNX Runtime, without cgo:
// its shared library is loaded through purego, and its C API is called by the table
// of functions that OrtGetApiBase leads to (onnxruntime_c_api.h of ONNX Runtime,
// MIT; the table only ever grows at its end).
//
// A fault in a native library ends the process it is in. So whoever uses this package
// does so in a child process, as analyzer/ocr/paddle does.
package onnx
