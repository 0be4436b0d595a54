// SPDX-License-Identifier: MIT
package main

import "os"

func write(data []byte, file *os.File) {
	// ruleid: go-world-writable-file
	os.Chmod("state", 0o777)
	// ruleid: go-world-writable-file
	file.Chmod(0666)
	// ok: go-world-writable-file
	os.Chmod("state", 0o755)
	// ok: go-world-writable-file
	os.WriteFile("state", data, 0600)
	// ok: go-world-writable-file
	os.WriteFile("state", data, 0o666)
}
