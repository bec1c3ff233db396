package spec_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha1"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"earshot/internal/social"
)

func pemOf(t *testing.T, key any) string {
	t.Helper()
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

// TestMade: times, digests and tokens are made of a source's credentials as the platforms
// document it, and a wrong key is named without being shown.
func TestMade(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	got, err := shipped(t, "podcastindex").Derive(social.Source{Credentials: map[string]string{"key": "UXKC", "secret": "yzJe"}}, now)
	sum := sha1.Sum([]byte("UXKCyzJe" + strconv.FormatInt(now.Unix(), 10)))
	if err != nil || got["now"] != "1795176000" || got["digest"] != hex.EncodeToString(sum[:]) {
		t.Errorf("podcastindex: %v, %v", got, err)
	}
	if got, err := shipped(t, "podcastindex").Derive(social.Source{Credentials: map[string]string{"key": "UXKC"}}, now); err != nil || got["digest"] != "" {
		t.Errorf("without a secret: %v, %v", got, err)
	}

	ec, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	apple := social.Source{Credentials: map[string]string{"issuer_id": "57246542-96fe", "key_id": "2X9R4HXF34", "private_key": strings.ReplaceAll(pemOf(t, ec), "\n", `\n`)}}
	got, err = shipped(t, "appstoreconnect").Derive(apple, now)
	if err != nil {
		t.Fatal(err)
	}
	at := jwt.WithTimeFunc(func() time.Time { return now.Add(time.Minute) })
	token, err := jwt.Parse(got["token"], func(*jwt.Token) (any, error) { return &ec.PublicKey, nil }, at, jwt.WithAudience("appstoreconnect-v1"), jwt.WithIssuer("57246542-96fe"), jwt.WithIssuedAt(), jwt.WithExpirationRequired())
	if err != nil || token.Header["kid"] != "2X9R4HXF34" || token.Method.Alg() != "ES256" {
		t.Errorf("appstoreconnect: %v, %v", token, err)
	}

	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	google := social.Source{Credentials: map[string]string{"client_email": "a@b.example", "private_key": pemOf(t, key)}}
	got, err = shipped(t, "googleplay").Derive(google, now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := jwt.Parse(got["assertion"], func(*jwt.Token) (any, error) { return &key.PublicKey, nil }, at, jwt.WithAudience("https://oauth2.googleapis.com/token"), jwt.WithIssuer("a@b.example")); err != nil {
		t.Errorf("googleplay: %v", err)
	}

	apple.Credentials["private_key"] = "hush-hush"
	if _, err := shipped(t, "appstoreconnect").Derive(apple, now); social.CodeOf(err) != social.CodeLogin || !strings.Contains(err.Error(), "credentials.private_key") || strings.Contains(err.Error(), "hush") {
		t.Errorf("a wrong key: %v", err)
	}
	google.Credentials["private_key"] = pemOf(t, ec)
	if _, err := shipped(t, "googleplay").Derive(google, now); social.CodeOf(err) != social.CodeLogin {
		t.Errorf("a key of another kind: %v", err)
	}
}
