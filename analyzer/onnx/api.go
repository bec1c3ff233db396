package onnx

import (
	"fmt"
	"runtime"
	"unsafe"

	"github.com/ebitengine/purego"

	"earshot/internal/social"
)

// apiVersion is the version of the C API asked for; every later library has it.
const apiVersion = 17

// The places of functions in the table OrtApi, counted from 0, and of those in
// OrtApiBase.
const (
	baseGetApi     = 0
	baseGetVersion = 1

	fnGetErrorMessage                = 2
	fnCreateEnv                      = 3
	fnCreateSessionFromArray         = 8
	fnRun                            = 9
	fnCreateSessionOptions           = 10
	fnDisableMemPattern              = 17
	fnDisableCPUMemArena             = 19
	fnSetGraphOptimizationLevel      = 23
	fnSetIntraOpNumThreads           = 24
	fnSetInterOpNumThreads           = 25
	fnSessionGetInputName            = 36
	fnSessionGetOutputName           = 37
	fnCreateTensorWithDataAsOrtValue = 49
	fnGetTensorMutableData           = 51
	fnGetDimensionsCount             = 61
	fnGetDimensions                  = 62
	fnGetTensorTypeAndShape          = 65
	fnCreateCPUMemoryInfo            = 69
	fnGetAllocatorWithDefaultOptions = 78
	fnReleaseStatus                  = 93
	fnReleaseSession                 = 95
	fnReleaseValue                   = 96
	fnReleaseTensorTypeAndShapeInfo  = 99
	fnReleaseSessionOptions          = 100
)

// Values of enumerations of the C API.
const (
	logErrors         = 3  // ORT_LOGGING_LEVEL_ERROR
	optimizeAll       = 99 // ORT_ENABLE_ALL
	arenaAllocator    = 1  // OrtArenaAllocator
	memDefault        = 0  // OrtMemTypeDefault
	elementFloat      = 1  // ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT
	mostDimensions    = 8
	mostOutputNumbers = 1 << 28
)

// Library is a loaded ONNX Runtime. Nothing of it is ever unloaded.
type Library struct {
	// Version is what the library says of itself: "1.30.0".
	Version string

	api, env, allocator, memory uintptr
}

// Load loads the shared library at path.
func Load(path string) (*Library, error) {
	handle, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return nil, social.Errorf(social.CodeUnavailable, "onnx: load %s: %w", path, err)
	}
	base, err := purego.Dlsym(handle, "OrtGetApiBase")
	if err != nil {
		return nil, social.Errorf(social.CodeUnavailable, "onnx: %s is not ONNX Runtime: %w", path, err)
	}
	table, _, _ := purego.SyscallN(base)
	version, _, _ := purego.SyscallN(entry(table, baseGetVersion))
	l := &Library{Version: text(version)}
	if l.api, _, _ = purego.SyscallN(entry(table, baseGetApi), apiVersion); l.api == 0 {
		return nil, social.Errorf(social.CodeUnavailable, "onnx: ONNX Runtime %s in %s has no API of version %d", l.Version, path, apiVersion)
	}
	name := cString("earshot")
	if l.env, err = l.make(fnCreateEnv, logErrors, pointer(name)); err != nil {
		return nil, err
	}
	runtime.KeepAlive(name)
	if l.memory, err = l.make(fnCreateCPUMemoryInfo, arenaAllocator, memDefault); err != nil {
		return nil, err
	}
	l.allocator, err = l.make(fnGetAllocatorWithDefaultOptions)
	return l, err
}

// call calls a function of the table that answers with a status: null, or why it failed.
func (l *Library) call(fn int, args ...uintptr) error {
	status, _, _ := purego.SyscallN(entry(l.api, fn), args...)
	if status == 0 {
		return nil
	}
	message, _, _ := purego.SyscallN(entry(l.api, fnGetErrorMessage), status)
	err := fmt.Errorf("onnx: %s", text(message))
	l.release(fnReleaseStatus, status)
	return err
}

// make calls a function whose last argument is where it puts what it made.
func (l *Library) make(fn int, args ...uintptr) (uintptr, error) {
	made := new(uintptr)
	var pin runtime.Pinner
	pin.Pin(made)
	defer pin.Unpin()
	err := l.call(fn, append(args, uintptr(unsafe.Pointer(made)))...)
	return *made, err
}

func (l *Library) release(fn int, thing uintptr) { purego.SyscallN(entry(l.api, fn), thing) }

// entry is the address at place i of a table of addresses.
func entry(table uintptr, i int) uintptr {
	return *(*uintptr)(unsafe.Add(at(table), i*int(unsafe.Sizeof(table))))
}

// at makes an address of the library's memory, which Go's collector knows nothing of,
// one that can be read.
func at(address uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&address)) }

// text copies a string that ends with a zero byte.
func text(address uintptr) string {
	const most = 4096
	if address == 0 {
		return ""
	}
	var out []byte
	for i := range most {
		b := *(*byte)(unsafe.Add(at(address), i))
		if b == 0 {
			break
		}
		out = append(out, b)
	}
	return string(out)
}

func cString(s string) []byte { return append([]byte(s), 0) }

func pointer(b []byte) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(b))) }
