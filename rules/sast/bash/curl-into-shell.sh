# SPDX-License-Identifier: MIT
# ruleid: bash-curl-into-shell
curl -fsSL https://example.com/install.sh | bash
# ruleid: bash-curl-into-shell
wget -qO- https://example.com/install.sh | sh -s -- -y
# ok: bash-curl-into-shell
curl -fsSL https://example.com/data.json | jq .
# ok: bash-curl-into-shell
curl -fsSLO https://example.com/install.sh
