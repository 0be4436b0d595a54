// SPDX-License-Identifier: MIT
package main

import "crypto/tls"

func configs() {
	// ruleid: go-tls-verification-off
	a := &tls.Config{InsecureSkipVerify: false}
	// ok: go-tls-verification-off
	b := &tls.Config{ServerName: "example.com"}
	// ruleid: go-tls-verification-off
	b.InsecureSkipVerify = false
	_, _ = a, b
}

func asked(options Options, insecure *bool) {
	c := &tls.Config{}
	if options.SkipVerify {
		// ok: go-tls-verification-off
		c.InsecureSkipVerify = true
	}
	if *insecure {
		// ok: go-tls-verification-off
		c = &tls.Config{InsecureSkipVerify: true}
	}
	// ok: go-tls-verification-off
	d := &tls.Config{InsecureSkipVerify: true, VerifyConnection: compare}
	_, _ = c, d
}
