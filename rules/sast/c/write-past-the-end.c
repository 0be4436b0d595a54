// SPDX-License-Identifier: MIT
void f(const char *text, char *other) {
    char name[16] = "a";
    // ruleid: c-write-past-the-end
    strncat(name, text, sizeof(name));
    // ok: c-write-past-the-end
    strncat(name, text, sizeof(name) - strlen(name) - 1);
    // ruleid: c-write-past-the-end
    name[sizeof(name)] = 0;
    // ok: c-write-past-the-end
    name[sizeof(name) - 1] = 0;
    char *copy = malloc(strlen(text));
    // ruleid: c-write-past-the-end
    strcpy(copy, text);
    char *right = malloc(strlen(text) + 1);
    // ok: c-write-past-the-end
    strcpy(right, text);
}
