#!/bin/bash
# The USB smoke test: usb-watcher's libusb source on a real kernel bus. Boots a Debian guest in QEMU (pure emulation, no KVM and
# no USB on this machine needed), in which the kernel enumerates an emulated phone; checks on a real broker on this machine that
# attach and detach arrived for the right UDID, with udevd and without. Needs a built checkout (mvn package).
#
# Exit code: 0 passed, 1 failed, 2 cannot run here (one sentence says why).
set -euo pipefail
HERE="$(cd "$(dirname "$0")" && pwd)"
# shellcheck source=common.sh
. "$HERE/common.sh"

ROOT="$(cd "$HERE/../.." && pwd)"
APP="$ROOT/usb-watcher/target/quarkus-app"
LIBRARIES="$ROOT/lab/all-in-one/target/kafka-lib/*:$ROOT/lab/all-in-one/target/lib/*"
UDID=00008030-001A2B3C4D5E6F70
LIMIT="${TRUSTLINE_USB_SMOKE_LIMIT:-420}"

need_command java openjdk-17-jdk-headless
need_command qemu-system-x86_64 qemu-system-x86
need_command mke2fs e2fsprogs
[ -f "$APP/quarkus-run.jar" ] || refuse "usb-watcher is not built; run mvn package first"
[ -d "$ROOT/lab/all-in-one/target/kafka-lib" ] || refuse "the broker's libraries are not there; run mvn package first"
"$HERE/prepare.sh"

WORK="$(mktemp -d)"
BROKER=
cleanup() {
    if [ -n "$BROKER" ]; then
        kill "$BROKER" 2>/dev/null || true
        wait "$BROKER" 2>/dev/null || true
    fi
    rm -rf "$WORK"
}
trap cleanup EXIT

say "broker starts"
timeout "$LIMIT" java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$LIBRARIES" "$HERE/SmokeBroker.java" \
    "$WORK" "$UDID" "$LIMIT" >"$WORK/broker.out" 2>"$WORK/broker.err" &
BROKER=$!
for ((i = 0; i < 300; i++)); do
    PORT="$(sed -n 's/^READY //p' "$WORK/broker.out")"
    [ -z "$PORT" ] || break
    kill -0 "$BROKER" 2>/dev/null || { tail -20 "$WORK/broker.err" >&2; exit 1; }
    sleep 0.2
done
[ -n "$PORT" ] || { echo "usb-smoke: the broker did not start within 60 s" >&2; exit 1; }

mkdir "$WORK/job"
cp -r "$APP" "$HERE/guest-job.sh" "$HERE/phone.py" "$WORK/job/"
truncate -s 160M "$WORK/job.img"
mke2fs -q -t ext4 -O ^has_journal -d "$WORK/job" "$WORK/job.img"

say "guest boots, broker on port $PORT (1 to 2 minutes, all emulated)"
timeout "$LIMIT" qemu-system-x86_64 -M pc -cpu max -accel tcg,thread=multi -smp 2 -m 1536 \
    -nographic -no-reboot -nodefaults -serial stdio \
    -kernel "$CACHE/vmlinuz" -initrd "$CACHE/initrd.cpio" \
    -append "console=ttyS0 quiet panic=-1 mitigations=off tsc=reliable no_timer_check random.trust_cpu=on net.ifnames=0 smoke.broker=10.0.2.2:$PORT" \
    -drive file="$CACHE/root.img",if=virtio,format=raw,readonly=on \
    -drive file="$WORK/job.img",if=virtio,format=raw,readonly=on \
    -netdev user,id=net,ipv6=off -device virtio-net-pci,netdev=net,romfile= \
    </dev/null 2>&1 | sed -u 's/\r//; s/\x1b[^a-zA-Z]*[a-zA-Z]//g; s/^c//' | tee "$WORK/guest.out" || true

# the guest has ended: the judge needs a moment to read what it sent last
for ((i = 0; i < 50; i++)); do
    ! grep -q '^BROKER' "$WORK/broker.out" || break
    sleep 0.2
done
grep -E '^(EVENT|BROKER)' "$WORK/broker.out" || echo "BROKER FAIL not everything arrived"
if grep -q '^BROKER PASS' "$WORK/broker.out" && grep -q '^GUEST PASS' "$WORK/guest.out"; then
    say "PASS"
else
    say "FAIL"
    exit 1
fi
