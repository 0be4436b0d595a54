# shellcheck shell=bash
# SPDX-License-Identifier: MIT
#
# What ./squire, ./test and .ci/run share: installing packages, configuring and building, each a step that says what it does and, where it fails,
# which step it was, where its log is and what to do next. Everything is said on standard error, and nothing where there is nothing to do.
#
# The caller names this file without symlinks and runs under `set -euo pipefail`.

root=${BASH_SOURCE[0]%/setup/steps.bash}
build=$root/build/release
binary=$build/src/cli/squire
stamp=$build/.squire-is-current # as old as the start of the last good build
logs=$root/build/log
kSetupFailed=125 # none of the program's own exit codes

bold='' red='' plain='' erase=''
if [[ -t 2 ]]; then
    erase=$'\r\e[K'
    [[ -n ${NO_COLOR:-} ]] || bold=$'\e[1m' red=$'\e[31m' plain=$'\e[0m'
fi

say() { printf '%ssquire: %s\n' "$erase" "$*" >&2; }

# give_up MESSAGE [NEXT…]: what is wrong, then what to do, a line each.
give_up() {
    printf '%s%ssquire: %s%s\n' "$erase" "$red" "$1" "$plain" >&2
    shift
    (($# == 0)) || printf '  %s\n' "$@" >&2
    exit "$kSetupFailed"
}

# True where the program is younger than everything it is made of. One `find`, a few milliseconds. The inode's change time is compared, so that
# neither an older file moved into place nor a restored modification time goes unnoticed.
program_is_current() {
    [[ -x $binary && -e $stamp ]] || return 1
    local inputs=() name
    for name in src cmake rules setup CMakeLists.txt CMakePresets.json packages.txt package-lock.json; do
        [[ ! -e $root/$name ]] || inputs+=("$root/$name")
    done
    [[ -z $(find "${inputs[@]}" -cnewer "$stamp" -print -quit 2>&1) ]]
}

# Two set-ups in one tree take turns. Descriptor 9 holds the lock; `unlock` before anything long-lived is started.
lock() {
    if ! mkdir -p "$logs" 2>/dev/null || ! : 2>/dev/null >>"$root/build/.lock"; then
        give_up "cannot write to $root/build" "Squire builds inside its own folder: make it writable, or take a copy of it that is yours"
    fi
    exec 9>>"$root/build/.lock"
    flock -n 9 && return
    say "another set-up is at work here; waiting for it …"
    flock 9
}

unlock() { exec 9>&-; }

# Shows where a running step has come: the last line in place on a terminal, a line every ten seconds elsewhere.
follow() {
    local line width=80 last=$SECONDS
    [[ ! -t 2 ]] || width=$(tput cols 2>/dev/null) || width=80
    while IFS= read -r line || [[ -n $line ]]; do
        line=${line//[^[:print:]]/}
        if [[ -t 2 ]]; then
            printf '%s  %s' "$erase" "${line:0:width-3}" >&2
        elif ((SECONDS - last >= 10)); then
            printf '  %s\n' "${line:0:width-3}" >&2
            last=$SECONDS
        fi
    done
    [[ ! -t 2 ]] || printf '%s' "$erase" >&2
}

# step WHAT LOG HINT COMMAND…
step() {
    local what=$1 log=$logs/$2.log hint=$3 status=0 excerpt
    shift 3
    say "$bold$what$plain …"
    "$@" 2>&1 </dev/null 9>&- | tee "$log" | follow || status=$?
    ((status != 0)) || return 0
    excerpt=$(grep -m 8 -E '(^|[^A-Za-z])(FAILED|[Ee]rror|E)(:| at )' "$log") || excerpt=$(tail -n 12 "$log")
    printf '%s\n' "$excerpt" | sed 's/^/  | /' >&2
    give_up "this step failed: $what (exit $status)" "log: $log" "next: $hint"
}

# The packages of some sections of packages.txt.
packages_of() {
    awk -v wanted=" $* " '
        { sub(/#.*/, "") }
        /^\[.*\]/ { section = substr($1, 2, length($1) - 2); next }
        NF && index(wanted, " " section " ") { print $1 }' "$root/packages.txt"
}

# install_packages SECTION…: what of them is missing.
install_packages() {
    local wanted=() missing=()
    mapfile -t wanted < <(packages_of "$@")
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "no apt here: packages.txt lists what has to be installed (the names are Debian 12's)"
        return
    fi
    mapfile -t missing < <(
        { dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${wanted[@]}" 2>/dev/null || true; } |
            awk 'FILENAME == "-" { if ($1 == "installed") have[$2]; next } !($1 in have)' - <(printf '%s\n' "${wanted[@]}"))
    ((${#missing[@]} > 0)) || return 0
    if ((EUID != 0)); then
        local as_root=''
        ! command -v sudo >/dev/null || as_root='sudo '
        give_up "${#missing[@]} packages are missing, and installing them needs root. Run this, then the same command again:" \
            "${as_root}apt-get install -y --no-install-recommends ${missing[*]}" \
            "(where apt does not know them: ${as_root}apt-get update)"
    fi
    export DEBIAN_FRONTEND=noninteractive
    # A broken third-party source must not stop what Debian's own can give: only the installation decides.
    step "fetching the package lists" apt-update "" apt_update
    step "installing what is missing: ${missing[*]}" apt-install \
        "see that apt's sources are Debian 12's and can be reached, then run the same command again" \
        apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "${missing[@]}"
}

apt_update() { apt-get update -o DPkg::Lock::Timeout=300 || true; }

# install_npm_packages [FOLDER]: what the package-lock.json there pins, exactly that.
install_npm_packages() {
    local folder=${1:-$root}
    [[ -f $folder/package-lock.json ]] || return 0
    [[ ! $folder/node_modules/.package-lock.json -nt $folder/package-lock.json ]] || return 0
    command -v npm >/dev/null || install_packages npm
    command -v npm >/dev/null || give_up "npm is missing" "install Node.js 18 or newer with npm, then run the same command again"
    step "installing npm packages" npm "see that the npm registry can be reached, then run the same command again" \
        npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund
}

cached() { grep -q -x -F -- "$1" "$build/CMakeCache.txt" 2>/dev/null; }

# configure ON|OFF: with the tests, or without unless they are in already.
configure() {
    local options=("-DSQUIRE_TESTS=$1")
    if [[ -f $build/build.ninja ]]; then
        if ! cached "CMAKE_HOME_DIRECTORY:INTERNAL=$root"; then
            options+=(--fresh) # the tree was moved or copied
        elif [[ $1 == OFF ]] || cached "SQUIRE_TESTS:BOOL=ON"; then
            return 0 # Ninja configures anew by itself where that is needed
        fi
    fi
    step "configuring" configure "what is named above is missing or too old: compare packages.txt, then run the same command again" \
        cmake -S "$root" --preset release "${options[@]}"
}

# build TARGET
build_target() {
    local jobs=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}
    touch "$stamp.new"
    NINJA_STATUS='[%f/%t] ' step "building" build \
        "after an edit, mend what the compiler names; else remove $build and run the same command again" \
        cmake --build "$build" --target "$1" --parallel "$jobs"
    mv "$stamp.new" "$stamp"
}

# Everything the program needs, and the program.
set_up_program() {
    cd "$root" || exit
    lock
    if ! program_is_current; then # nobody else has done it meanwhile
        install_packages build
        install_npm_packages
        configure OFF
        build_target squire
    fi
    unlock
}

# The same with every test.
set_up_tests() {
    cd "$root" || exit
    lock
    install_packages build test
    install_npm_packages
    install_npm_packages "$root/browser"
    configure ON
    build_target all
    unlock
}
