// SPDX-License-Identifier: MIT
package main

import "crypto/tls"

func configs() {
	// ruleid: go-tls-verification-off
	a := &tls.Config{InsecureSkipVerify: true}
	// ok: go-tls-verification-off
	b := &tls.Config{ServerName: "example.com"}
	// ruleid: go-tls-verification-off
	b.InsecureSkipVerify = true
	_, _ = a, b
}
