// SPDX-License-Identifier: MIT
package main

import "os"

func write(data []byte) {
	// ruleid: go-world-writable-file
	os.WriteFile("state", data, 0666)
	// ok: go-world-writable-file
	os.WriteFile("state", data, 0600)
	// ruleid: go-world-writable-file
	os.Chmod("state", 0o777)
}
