// SPDX-License-Identifier: MIT
package main

import (
	"fmt"
	"math/rand"
)

func make() {
	// ruleid: go-predictable-random
	token := fmt.Sprint(rand.Int63())
	// ok: go-predictable-random
	delay := rand.Intn(100)
	_, _ = token, delay
}
