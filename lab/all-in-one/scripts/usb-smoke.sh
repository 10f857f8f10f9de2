# Sourced by `trustline`: the USB smoke test as one stage of `trustline test --full`, counted like every other test.
# Uses $root of the script that sources it.

smoke_seconds=480
smoke_log=$root/target/usb-smoke.log
smoke_reports=$root/lab/usb-smoke/target/failsafe-reports

# Writes the report that the closing count reads: seconds, passed | failed | skipped, one sentence without markup.
report_smoke() {
    mkdir -p "$smoke_reports"
    failed=0 skipped=0 detail=
    case $2 in
        failed) failed=1 detail="<failure message=\"$3\"/>" ;;
        skipped) skipped=1 detail="<skipped message=\"$3\"/>" ;;
    esac
    cat >"$smoke_reports/TEST-UsbSmoke.xml" <<XML
<testsuite name="UsbSmoke" tests="1" failures="$failed" errors="0" skipped="$skipped" time="$1">
  <testcase classname="UsbSmoke" name="attachAndDetachArriveFromARealKernelBus" time="$1">$detail</testcase>
</testsuite>
XML
}

smoke_ended() {
    took=$(($(date +%s) - smoke_began))
    sentence=$(printf '%s' "$2" | tr -d '<>&"' | tr -s '[:space:]' ' ')
    report_smoke "$took" "$1" "$sentence"
    case $1 in
        passed) printf 'USB smoke passed after %s s (share %s s).\n' "$took" "$smoke_seconds" ;;
        failed) printf 'USB smoke FAILED after %s s (share %s s): %s\n' "$took" "$smoke_seconds" "$sentence" ;;
        skipped) printf 'SKIPPED USB smoke: %s\n' "$sentence" ;;
    esac
}

# What the guest needs, where apt-get can be used; what stays missing is said by the smoke test itself.
install_smoke_tools() {
    for tool in qemu-system-x86_64 debootstrap cpio depmod mke2fs; do
        command -v "$tool" >/dev/null 2>&1 && continue
        command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ] || return 0
        printf 'Installing qemu-system-x86, debootstrap, cpio, kmod and e2fsprogs …\n'
        { timeout 180 apt-get update -q && timeout 180 env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -q --no-install-recommends qemu-system-x86 debootstrap cpio kmod e2fsprogs; } >>"$smoke_log" 2>&1 ||
            printf 'apt-get could not install all of them; see target/usb-smoke.log\n'
        return 0
    done
}

# Runs it with its progress on the terminal. 0: passed or skipped with the reason. 1: failed.
run_usb_smoke() {
    printf '\nUSB smoke test: usb-watcher on the USB bus of a real kernel, in an emulated guest (at most %s s) …\n' "$smoke_seconds"
    smoke_began=$(date +%s)
    rm -rf "$smoke_reports"
    : >"$smoke_log"
    command -v bash >/dev/null 2>&1 && command -v timeout >/dev/null 2>&1 ||
        { smoke_ended skipped "bash or timeout is missing: install bash and coreutils"; return 0; }
    install_smoke_tools
    { timeout "$((smoke_seconds - $(date +%s) + smoke_began))" "$root/lab/usb-smoke/run.sh" 2>&1; printf 'EXIT %s\n' $?; } |
        tee -a "$smoke_log" | awk '!/^EXIT [0-9]+$/ { print; fflush() }'
    case $(sed -n 's/^EXIT //p' "$smoke_log" | tail -n 1) in
        0) smoke_ended passed "" ;;
        2) smoke_ended skipped "$(sed -n 's/^usb-smoke: //p' "$smoke_log" | tail -n 1)" ;;
        124) smoke_ended failed "not done within its share of time, see target/usb-smoke.log"; return 1 ;;
        *) smoke_ended failed "see target/usb-smoke.log"; return 1 ;;
    esac
}
