# SPDX-License-Identifier: MIT
# ruleid: bash-predictable-temporary-file
sort data > /tmp/sorted.$$
# ok: bash-predictable-temporary-file
sort data > "$(mktemp)"
# ok: bash-predictable-temporary-file
sort data > /tmp/sorted
