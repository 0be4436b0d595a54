// SPDX-License-Identifier: MIT
void f(char **argv, const unsigned char *packet) {
    unsigned count = ntohl(*(const unsigned *)packet);
    // ruleid: c-allocation-size-overflow
    struct item *items = malloc(count * sizeof(struct item));
    unsigned checked = strtoul(argv[1], NULL, 10);
    if (checked > 1000) return;
    // ok: c-allocation-size-overflow
    items = malloc(checked * sizeof(struct item));
    // ok: c-allocation-size-overflow
    items = calloc(count, sizeof(struct item));
    // ok: c-allocation-size-overflow
    items = malloc(16 * sizeof(struct item));
}
