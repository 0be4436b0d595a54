#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
#
# ./squire's set-up against a stand-in for each outside command: what is called when, what is said where, which exit code comes back.
set -uo pipefail
here=$(dirname "$(readlink -f -- "${BASH_SOURCE[0]}")")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chmod 755 "$scratch"
tree="$scratch/a tree"
tools=$scratch/tools
failures=0

# expect NAME WANTED GOT
expect() {
    [[ $2 == "$3" ]] && return
    printf 'FAILED %s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"
    failures=$((failures + 1))
}

# expect_part NAME PART TEXT
expect_part() {
    [[ $3 == *"$2"* ]] && return
    printf 'FAILED %s\n  wanted in it: %s\n  got: %s\n' "$1" "$2" "$3"
    failures=$((failures + 1))
}

tool() {
    cat >"$tools/$1"
    chmod 755 "$tools/$1"
}

make_tree() {
    mkdir -p "$tree/src/cli" "$tree/cmake" "$tools"
    cp -r "$here/../squire" "$here/../test" "$here" "$tree/"
    printf '[build]\nhammer # hits\nsaw\n\n[test]\nruler\n' >"$tree/packages.txt"
    touch "$tree/CMakeLists.txt" "$tree/src/cli/program.cpp"
    tool cmake <<'TOOL'
#!/usr/bin/env bash
echo "cmake $*" >>"$CALLS"
build=$PWD/build/release
mkdir -p "$build/src/cli"
case $1 in
    -S) printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\n' "$2" >"$build/CMakeCache.txt"
        printf 'SQUIRE_TESTS:BOOL=%s\n' "$(grep -o -E 'ON|OFF' <<<"$*")" >>"$build/CMakeCache.txt"
        touch "$build/build.ninja" ;;
    --build)
        sleep "${SLOW:-0}"
        [[ -z ${BROKEN:-} ]] || { echo "[1/1] Building"; echo "program.cpp:1:1: error: no such luck"; exit 3; }
        printf '#!/usr/bin/env bash\nprintf "<%%s>" "$@"\nexit 7\n' >"$build/src/cli/squire"
        chmod 755 "$build/src/cli/squire" ;;
esac
TOOL
    tool ctest <<<$'#!/usr/bin/env bash\necho "ctest $*" >>"$CALLS"'
    tool apt-get <<<$'#!/usr/bin/env bash\necho "apt-get $*" >>"$CALLS"'
    tool sudo <<<$'#!/usr/bin/env bash\necho "sudo $*" >>"$CALLS"'
    tool dpkg-query <<<$'#!/usr/bin/env bash\n[[ -z $INSTALLED ]] || printf "installed %s\\n" $INSTALLED'
}

# run COMMAND…: leaves out, err, code and what was called in calls.
run() {
    : >"$scratch/calls"
    out=$("$@" 2>"$scratch/err")
    code=$?
    err=$(<"$scratch/err")
    calls=$(sed -E 's/ -S .* --preset/ --preset/; s/ (--target|-o) .*//; s/--build .*/--build/' "$scratch/calls")
}

make_tree
export CALLS=$scratch/calls INSTALLED='hammer saw ruler' PATH=$tools:$PATH
cd "$scratch" || exit

run "$tree/squire" one 'two words' ''
expect "the first call configures and builds" $'cmake --preset release -DSQUIRE_TESTS=OFF\ncmake --build' "$calls"
expect "arguments reach the program, whose output is all there is" "<one><two words><>" "$out"
expect "so does its exit code come back" 7 "$code"
expect_part "progress is said on standard error" "building" "$err"

run "$tree/squire" one
expect "the second call does nothing" "" "$calls$err"
expect "but runs the program" "<one>" "$out"

ln -s "$tree/squire" "$scratch/link to it"
cd / || exit
run "$scratch/link to it" one
expect "by a symbolic link, from another folder" "<one>" "$calls$err$out"
cd "$scratch" || exit

touch "$tree/src/cli/program.cpp"
run "$tree/squire"
expect "a changed source is built" "cmake --build" "$calls"
touch -d '2001-01-01' "$tree/src/cli/program.cpp"
run "$tree/squire"
expect "also where it looks older" "cmake --build" "$calls"
rm "$tree/src/cli/program.cpp"
run "$tree/squire"
expect "and where one is gone" "cmake --build" "$calls"

touch "$tree/CMakeLists.txt"
BROKEN=1 run "$tree/squire"
expect "a failed build has a code of its own" 125 "$code"
expect_part "and says which step" "this step failed: building (exit 3)" "$err"
expect_part "what the compiler said" "program.cpp:1:1: error: no such luck" "$err"
expect_part "where the log is" "log: $tree/build/log/build.log" "$err"
expect_part "and what to do" "next: " "$err"
expect "and runs nothing" "" "$out"
run "$tree/squire"
expect "the next call tries again" "cmake --build" "$calls"

touch "$tree/CMakeLists.txt"
SLOW=1 "$tree/squire" >/dev/null 2>&1 &
sleep 0.3
run "$tree/squire"
wait
expect_part "two at once take turns" "waiting" "$err"
expect "and the second has nothing left to do" "" "$calls"

run "$tree/test" -R some
expect "the tests are configured, built and run" \
    $'cmake --preset release -DSQUIRE_TESTS=ON\ncmake --build\nctest --preset release --no-tests=error --parallel '"$(nproc) -R some" "$calls"
touch "$tree/CMakeLists.txt"
run "$tree/squire"
expect "after which ./squire leaves them configured" "cmake --build" "$calls"

mv "$tree" "$scratch/moved"
tree=$scratch/moved
touch "$tree/CMakeLists.txt"
run "$tree/squire"
expect "a moved tree is configured afresh" $'cmake --preset release -DSQUIRE_TESTS=OFF --fresh\ncmake --build' "$calls"

touch "$tree/packages.txt"
if ((EUID == 0)); then
    INSTALLED=saw run "$tree/squire"
    expect "root installs what is missing" $'apt-get update\napt-get install -y --no-install-recommends\ncmake --build' "$calls"
    expect_part "and says what" "installing what is missing: hammer " "$err"
    touch "$tree/packages.txt"
    INSTALLED='' run "$tree/squire"
    expect_part "all of it, where there is nothing yet" "installing what is missing: hammer saw " "$err"
    touch "$tree/packages.txt"
    chmod -R a+rwX "$tree" "$scratch/calls"
    as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
else
    as_user=()
fi
INSTALLED=saw run "${as_user[@]}" "$tree/squire"
expect "anybody else is told the one command" 125 "$code"
expect_part "as it has to be typed" "  sudo apt-get install -y --no-install-recommends hammer" "$err"
expect "and nothing is done" "" "$calls"

((failures == 0)) && echo "all as expected"
exit $((failures > 0))
