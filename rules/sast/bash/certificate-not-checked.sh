# SPDX-License-Identifier: MIT
# ruleid: bash-certificate-not-checked
curl -k https://example.com/tool -o tool
# ruleid: bash-certificate-not-checked
wget --no-check-certificate https://example.com/tool
# ok: bash-certificate-not-checked
curl --cacert ca.pem https://example.com/tool -o tool
