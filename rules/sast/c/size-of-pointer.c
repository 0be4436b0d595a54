// SPDX-License-Identifier: MIT
#include <string.h>

void clear(struct state *state) {
    // ruleid: c-size-of-pointer
    memset(state, 0, sizeof(state));
    // ok: c-size-of-pointer
    memset(state, 0, sizeof(*state));
}

void local(void) {
    char name[64];
    // ok: c-size-of-pointer
    memset(name, 0, sizeof(name));
}
