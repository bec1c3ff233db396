package nostr

import (
	"encoding/hex"
	"errors"
	"strings"
)

// letters are the digits of bech32 (BIP 173,
// https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki).
const letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// npub writes a public key, in hexadecimal digits, as people do (NIP-19); the digits
// themselves for what is none.
func npub(key string) string { return encode("npub", key) }

func encode(prefix, digits string) string {
	data, err := hex.DecodeString(digits)
	if err != nil {
		return digits
	}
	five := regroup(data, 8, 5, true)
	sum := checksum(prefix, append(five, 0, 0, 0, 0, 0, 0)) ^ 1
	for i := range 6 {
		five = append(five, byte(sum>>(5*(5-i)))&31)
	}
	var b strings.Builder
	b.WriteString(prefix + "1")
	for _, digit := range five {
		b.WriteByte(letters[digit])
	}
	return b.String()
}

// publicKey reads an account: npub1..., or 64 hexadecimal digits.
func publicKey(account string) (string, error) {
	account = strings.TrimPrefix(strings.TrimSpace(account), "nostr:")
	if isKey(account) {
		return account, nil
	}
	prefix, data, found := strings.Cut(account, "1")
	if !found || prefix != "npub" || len(data) != 58 {
		return "", errors.New("it is neither npub1... nor 64 hexadecimal digits")
	}
	five := make([]byte, 0, len(data))
	for i := range len(data) {
		digit := strings.IndexByte(letters, data[i])
		if digit < 0 {
			return "", errors.New("it holds what no npub holds")
		}
		five = append(five, byte(digit))
	}
	if checksum(prefix, five) != 1 {
		return "", errors.New("its checksum is wrong: a letter is mistyped")
	}
	key := hex.EncodeToString(regroup(five[:len(five)-6], 5, 8, false))
	if !isKey(key) {
		return "", errors.New("it is no public key")
	}
	return key, nil
}

// isKey tells whether s is 32 bytes in lower-case hexadecimal digits.
func isKey(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}

// regroup writes bits in groups of another size; what is left over is filled up with
// zeros, or left out.
func regroup(data []byte, from, to uint, fill bool) []byte {
	var out []byte
	var bits, n uint
	for _, b := range data {
		bits, n = bits<<from|uint(b), n+from
		for n >= to {
			n -= to
			out = append(out, byte(bits>>n)&(1<<to-1))
		}
		bits &= 1<<n - 1
	}
	if fill && n > 0 {
		out = append(out, byte(bits<<(to-n))&(1<<to-1))
	}
	return out
}

// checksum is that of BIP 173.
func checksum(prefix string, data []byte) uint32 {
	sum := uint32(1)
	add := func(v byte) {
		top := sum >> 25
		sum = sum&0x1ffffff<<5 ^ uint32(v)
		for i, g := range [...]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	for i := range len(prefix) {
		add(prefix[i] >> 5)
	}
	add(0)
	for i := range len(prefix) {
		add(prefix[i] & 31)
	}
	for _, v := range data {
		add(v)
	}
	return sum
}
