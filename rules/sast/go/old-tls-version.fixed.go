// SPDX-License-Identifier: MIT
package main

import "crypto/tls"

func configs() {
	// ruleid: go-old-tls-version
	_ = &tls.Config{MinVersion: tls.VersionTLS12}
	// ok: go-old-tls-version
	_ = &tls.Config{MinVersion: tls.VersionTLS13}
}
