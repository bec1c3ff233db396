// Package docs holds the documents that the program itself hands out.
package docs

import _ "embed"

// PlatformSchema is the JSON Schema of a platform file, which editors complete and
// check it with.
//
//go:embed platform.schema.json
var PlatformSchema []byte
