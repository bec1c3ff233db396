package stream

import (
	"crypto/sha256"
	"encoding/base64"
)

// maxPlainKey is the longest key, in bytes, that is spelled out in a subject.
// Longer ones are hashed: the server refuses protocol lines above 4 KiB, and a
// subject appears in a line together with reply subjects.
const maxPlainKey = 384

// Both kinds of token start with a letter that tells them apart. The alphabet
// of base64url (RFC 4648, 5) is legal in subjects and in key-value keys, and has
// neither '.', '*' nor '>', so any key is exactly one token.
const (
	plainMark  = "k"
	hashedMark = "h"
)

// token spells any key as one legal subject token. hashed reports that the key
// cannot be read back from the token.
func token(key string) (tok string, hashed bool) {
	if len(key) > maxPlainKey {
		sum := sha256.Sum256([]byte(key))
		return hashedMark + base64.RawURLEncoding.EncodeToString(sum[:]), true
	}
	return plainMark + base64.RawURLEncoding.EncodeToString([]byte(key)), false
}

// tokenKey is the inverse of token; ok is false for hashed and foreign tokens.
func tokenKey(tok string) (key string, ok bool) {
	if len(tok) == 0 || tok[:1] != plainMark {
		return "", false
	}
	b, err := base64.RawURLEncoding.DecodeString(tok[1:])
	return string(b), err == nil
}
