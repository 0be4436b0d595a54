// SPDX-License-Identifier: MIT
package main

import (
	"archive/zip"
	"path/filepath"
	"strings"
)

func unpack(reader *zip.Reader, folder string) {
	for _, file := range reader.File {
		// ruleid: go-archive-entry-path
		write(filepath.Join(folder, file.Name), file)
	}
	for _, file := range reader.File {
		// ok: go-archive-entry-path
		target := filepath.Join(folder, file.Name)
		if !strings.HasPrefix(target, folder) {
			continue
		}
		write(target, file)
	}
}
