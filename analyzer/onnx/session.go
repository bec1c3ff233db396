package onnx

import (
	"fmt"
	"runtime"
	"unsafe"
)

// Tensor is an array of numbers, the last dimension first in memory.
type Tensor struct {
	Data  []float32
	Shape []int64
}

// Session is a loaded network with one input and one output that counts. It is for
// one goroutine at a time.
type Session struct {
	lib           *Library
	session       uintptr
	input, output []byte
}

// Open loads a network. threads is how many processors a run may use.
func (l *Library) Open(model []byte, threads int) (*Session, error) {
	options, err := l.make(fnCreateSessionOptions)
	if err != nil {
		return nil, err
	}
	defer l.release(fnReleaseSessionOptions, options)
	// Inputs differ in size from run to run: what the arena and the memory pattern would
	// keep of each is more than it saves.
	for _, set := range []func() error{
		func() error { return l.call(fnSetIntraOpNumThreads, options, uintptr(threads)) },
		func() error { return l.call(fnSetInterOpNumThreads, options, 1) },
		func() error { return l.call(fnSetGraphOptimizationLevel, options, optimizeAll) },
		func() error { return l.call(fnDisableCPUMemArena, options) },
		func() error { return l.call(fnDisableMemPattern, options) },
	} {
		if err := set(); err != nil {
			return nil, err
		}
	}
	var pin runtime.Pinner
	pin.Pin(unsafe.SliceData(model))
	defer pin.Unpin()
	s := &Session{lib: l}
	if s.session, err = l.make(fnCreateSessionFromArray, l.env, pointer(model), uintptr(len(model)), options); err != nil {
		return nil, err
	}
	if s.input, err = s.name(fnSessionGetInputName); err != nil {
		return nil, err
	}
	s.output, err = s.name(fnSessionGetOutputName)
	return s, err
}

// name is the name of the first input or output. The library's own copy of it is not
// given back: it is a few bytes, once.
func (s *Session) name(fn int) ([]byte, error) {
	address, err := s.lib.make(fn, s.session, 0, s.lib.allocator)
	return cString(text(address)), err
}

// Run computes the output for an input.
func (s *Session) Run(in Tensor) (Tensor, error) {
	size := int64(1)
	for _, n := range in.Shape {
		size *= n
	}
	if size != int64(len(in.Data)) || size == 0 {
		return Tensor{}, fmt.Errorf("onnx: %d numbers are no tensor of %v", len(in.Data), in.Shape)
	}
	var pin runtime.Pinner
	defer pin.Unpin()
	pin.Pin(unsafe.SliceData(in.Data))
	pin.Pin(unsafe.SliceData(in.Shape))
	value, err := s.lib.make(fnCreateTensorWithDataAsOrtValue, s.lib.memory,
		uintptr(unsafe.Pointer(unsafe.SliceData(in.Data))), uintptr(4*len(in.Data)),
		uintptr(unsafe.Pointer(unsafe.SliceData(in.Shape))), uintptr(len(in.Shape)), elementFloat)
	if err != nil {
		return Tensor{}, err
	}
	defer s.lib.release(fnReleaseValue, value)
	given, wanted, values := new(*byte), new(*byte), new(uintptr)
	*given, *wanted, *values = unsafe.SliceData(s.input), unsafe.SliceData(s.output), value
	for _, p := range []any{given, wanted, values, *given, *wanted} {
		pin.Pin(p)
	}
	out, err := s.lib.make(fnRun, s.session, 0, uintptr(unsafe.Pointer(given)), uintptr(unsafe.Pointer(values)), 1, uintptr(unsafe.Pointer(wanted)), 1)
	if err != nil {
		return Tensor{}, err
	}
	defer s.lib.release(fnReleaseValue, out)
	return s.lib.copyOut(out)
}

// copyOut copies a tensor of the library's.
func (l *Library) copyOut(value uintptr) (Tensor, error) {
	info, err := l.make(fnGetTensorTypeAndShape, value)
	if err != nil {
		return Tensor{}, err
	}
	defer l.release(fnReleaseTensorTypeAndShapeInfo, info)
	count, err := l.make(fnGetDimensionsCount, info)
	if err != nil || count > mostDimensions {
		return Tensor{}, fmt.Errorf("onnx: an output of %d dimensions: %w", count, err)
	}
	shape := make([]int64, max(count, 1))
	var pin runtime.Pinner
	pin.Pin(unsafe.SliceData(shape))
	defer pin.Unpin()
	if err := l.call(fnGetDimensions, info, uintptr(unsafe.Pointer(unsafe.SliceData(shape))), count); err != nil {
		return Tensor{}, err
	}
	size := int64(1)
	for _, n := range shape[:count] {
		if n < 0 || n > mostOutputNumbers || size*max(n, 1) > mostOutputNumbers {
			return Tensor{}, fmt.Errorf("onnx: an output of %v numbers", shape)
		}
		size *= n
	}
	data, err := l.make(fnGetTensorMutableData, value)
	if err != nil {
		return Tensor{}, err
	}
	out := make([]float32, size)
	if size > 0 {
		copy(out, unsafe.Slice((*float32)(at(data)), size))
	}
	return Tensor{Data: out, Shape: shape[:count]}, nil
}

// Close frees the network.
func (s *Session) Close() { s.lib.release(fnReleaseSession, s.session) }
