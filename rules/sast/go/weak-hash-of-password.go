// SPDX-License-Identifier: MIT
package main

import "crypto/sha256"

func store(password string, file []byte) {
	// ruleid: go-weak-hash-of-password
	sha256.Sum256([]byte(password))
	// ok: go-weak-hash-of-password
	sha256.Sum256(file)
}

func digest(user, realm, password string) [16]byte {
	// ok: go-weak-hash-of-password
	return md5.Sum([]byte(user + ":" + realm + ":" + password))
}
