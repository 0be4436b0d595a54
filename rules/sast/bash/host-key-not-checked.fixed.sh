# SPDX-License-Identifier: MIT
# ruleid: bash-host-key-not-checked
ssh -o StrictHostKeyChecking=accept-new deploy@example.com ./run
# ok: bash-host-key-not-checked
ssh -o StrictHostKeyChecking=yes deploy@example.com ./run
