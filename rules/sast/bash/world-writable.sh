# SPDX-License-Identifier: MIT
# ruleid: bash-world-writable
chmod -R 777 /srv/data
# ok: bash-world-writable
chmod 755 /srv/data
# ok: bash-world-writable
chmod u+x run
