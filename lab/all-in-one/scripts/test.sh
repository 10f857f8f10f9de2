# Sourced by `trustline`: installs the peers that the tests compare with, runs everything, and counts.
# Uses $root, $java and $mvn of the script that sources it.

peer_seconds=120
cache=${XDG_CACHE_HOME:-$HOME/.cache}/trustline
peer_log=$root/target/peers.log

skip_peer() {
    printf 'SKIPPED PEER %s: %s\n' "$1" "$2"
}

# Runs a command with what is left of the peers' share of time, output to the log.
boxed() {
    left=$((peer_seconds - $(date +%s) + peers_began))
    [ "$left" -gt 0 ] || return 124
    if command -v timeout >/dev/null 2>&1; then
        timeout "$left" "$@" >>"$peer_log" 2>&1
    else
        "$@" >>"$peer_log" 2>&1
    fi
}

install_debian_peers() {
    missing=
    for tool in usbmuxd idevicepair ideviceinfo openssl chromium; do
        command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
    done
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        for tool in $missing; do skip_peer "$tool" "not installed, and this is not Debian"; done
    elif [ "$(id -u)" -ne 0 ]; then
        for tool in $missing; do skip_peer "$tool" "not installed, and only root may install it: apt-get install usbmuxd libimobiledevice-utils openssl chromium"; done
    elif ! { boxed apt-get update -q && boxed env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends usbmuxd libimobiledevice-utils openssl chromium; }; then
        for tool in $missing; do skip_peer "$tool" "apt-get could not install it within the share of time; see target/peers.log"; done
    fi
}

install_pymobiledevice3() {
    tool=$cache/pymobiledevice3/bin/pymobiledevice3
    if [ ! -x "$tool" ]; then
        command -v python3 >/dev/null 2>&1 || { skip_peer pymobiledevice3 "no python3"; return; }
        { boxed python3 -m venv "$cache/pymobiledevice3" && boxed "$cache/pymobiledevice3/bin/pip" install -q --disable-pip-version-check pymobiledevice3; } ||
            { skip_peer pymobiledevice3 "pip could not install it within the share of time; see target/peers.log"; return; }
    fi
    boxed "$tool" --help || { skip_peer pymobiledevice3 "installed, but does not run; see target/peers.log"; return; }
    TRUSTLINE_PYMOBILEDEVICE3=$tool
    export TRUSTLINE_PYMOBILEDEVICE3
}

go_ios_binary() {
    case $(uname -s)-$(uname -m) in
        Linux-x86_64) pattern='*linux*amd64*/ios' ;;
        Linux-aarch64) pattern='*linux*arm64*/ios' ;;
        Darwin-*) pattern='*darwin*/ios' ;;
        *) pattern='*/ios' ;;
    esac
    found=$(find "$cache/go-ios" -path "$pattern" -type f 2>/dev/null | head -n 1)
    [ -n "$found" ] || { [ -x "$cache/go-ios/bin/go-ios" ] && found=$cache/go-ios/bin/go-ios; }
    [ -n "$found" ] && [ -x "$found" ]
}

install_go_ios() {
    mkdir -p "$cache/go-ios"
    if ! go_ios_binary; then
        if command -v npm >/dev/null 2>&1; then
            boxed npm install --no-audit --no-fund --ignore-scripts --prefix "$cache/go-ios" go-ios
        fi
        if ! go_ios_binary && command -v go >/dev/null 2>&1; then
            boxed env GOBIN="$cache/go-ios/bin" go install github.com/danielpaulus/go-ios@latest
        fi
    fi
    go_ios_binary || { skip_peer go-ios "neither npm nor go could install it within the share of time; see target/peers.log"; return; }
    boxed "$found" --version || { skip_peer go-ios "installed, but does not run; see target/peers.log"; return; }
    TRUSTLINE_GO_IOS=$found
    export TRUSTLINE_GO_IOS
}

install_peers() {
    peers_began=$(date +%s)
    : >"$peer_log"
    mkdir -p "$cache" || { skip_peer "pymobiledevice3, go-ios" "$cache cannot be written"; return; }
    install_debian_peers
    install_pymobiledevice3
    install_go_ios
}

run_tests() {
    full= smoke_only=
    for argument in "$@"; do
        case $argument in
            --full) full=-Dfull ;;
            --usb-smoke) smoke_only=yes ;;
            *) die "\`trustline test\` takes only --full (everything, the USB smoke test too) or --usb-smoke (that one alone)." ;;
        esac
    done
    command -v "$mvn" >/dev/null 2>&1 || die "Maven was not found: install Maven 3.8.7 or newer (Debian: apt-get install maven)."
    mkdir -p "$root/target" || die "$root/target cannot be written: make the checkout yours."
    if [ -n "$smoke_only" ]; then
        lab_stale && build_lab -pl '!lab/benchmarks'
        run_usb_smoke
        exit $?
    fi
    find "$root" -maxdepth 4 -type d \( -name surefire-reports -o -name failsafe-reports \) -path '*/target/*' -exec rm -rf {} +
    printf 'Installing the test peers (at most %s s) …\n' "$peer_seconds"
    began=$(date +%s)
    install_peers
    peers_took=$(($(date +%s) - began))
    began=$(date +%s)
    (cd "$root" && "$mvn" -B --fail-at-end verify $full)
    code=$?
    maven_took=$(($(date +%s) - began))
    [ -z "$full" ] || run_usb_smoke || true
    "$java" "$root/lab/all-in-one/src/main/java/dev/trustline/allinone/report/TestReport.java" "$root" "$peers_took" "$maven_took" "$code"
}
