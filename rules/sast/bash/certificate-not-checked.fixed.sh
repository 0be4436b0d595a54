# SPDX-License-Identifier: MIT
# ruleid: bash-certificate-not-checked
curl https://example.com/tool -o tool
# ruleid: bash-certificate-not-checked
wget https://example.com/tool
# ok: bash-certificate-not-checked
curl --cacert ca.pem https://example.com/tool -o tool
