# SPDX-License-Identifier: MIT
# ruleid: bash-eval-of-argument
eval "$1"
# ruleid: bash-eval-of-argument
eval $@
# ok: bash-eval-of-argument
"$@"
# ok: bash-eval-of-argument
eval "$(ssh-agent -s)"
