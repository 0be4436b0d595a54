// SPDX-License-Identifier: MIT
#include <stdlib.h>

struct node {
    struct node *next;
    int value;
};

void one(struct node *node) {
    // ruleid: c-use-after-free
    free(node);
    node->value = 1;
}

void two(struct node *node) {
    // ok: c-use-after-free
    free(node);
    node = NULL;
    use(node);
}

void three(char *text) {
    // ruleid: c-use-after-free
    free(text);
    free(text);
}

void four(char *text, char *other) {
    // ok: c-use-after-free
    free(text);
    free(other);
}
