// SPDX-License-Identifier: MIT
package main

import "golang.org/x/crypto/ssh"

func connect(key ssh.PublicKey) {
	// ruleid: go-ssh-host-key-not-checked
	_ = &ssh.ClientConfig{HostKeyCallback: ssh.InsecureIgnoreHostKey()}
	// ok: go-ssh-host-key-not-checked
	_ = &ssh.ClientConfig{HostKeyCallback: ssh.FixedHostKey(key)}
}
