#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# package_test.bash BUILD PROGRAM   installs into a scratch prefix, makes the .deb and unpacks it: both programs have to run, and to say what the
# built one says.
set -euo pipefail
build=$(realpath "$1") program=$(realpath "$2")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"

# says PROGRAM: its help, the program's own name left out
says() {
    local said status=0
    said=$("$1" --help 2>&1) || status=$?
    printf '%s\nexit %d\n' "${said//"$1"/squire}" "$status"
}

same() { diff -u <(says "$program") <(says "$1") || { echo "$1 does not say what $program says"; exit 1; }; }

cmake --install "$build" --prefix "$scratch/prefix" --strip >install.log
same "$scratch/prefix/bin/squire"

if ! command -v dpkg-shlibdeps file >/dev/null; then
    echo "no .deb is made here: that takes dpkg-dev and file"
    exit 0
fi
cpack --config "$build/CPackConfig.cmake" -B "$scratch/deb" >cpack.log || { cat cpack.log; exit 1; }
deb=$(echo "$scratch"/deb/squire_*.deb)
dpkg-deb --info "$deb"
dpkg-deb --contents "$deb" >contents
for wanted in ./usr/bin/squire ./usr/share/doc/squire/ ./usr/share/squire/rules/secrets/; do
    grep -q -F " $wanted" contents || { cat contents; echo "the .deb lacks $wanted"; exit 1; }
done
dpkg-deb --field "$deb" Depends | grep -q -F libstdc++6 || { echo "the .deb does not depend on the libraries it links"; exit 1; }
dpkg-deb --extract "$deb" "$scratch/root"
same "$scratch/root/usr/bin/squire"
