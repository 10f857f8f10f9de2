#!/bin/bash
# In the guest: udevd, usb-watcher on the libusb source, and a phone that is plugged in and out; first with udevd running, then
# without it, when libusb hears nothing and only the scan finds the phone. The broker is on the host. What arrived there is
# judged there; here each step only waits, for a bounded time, until usb-watcher has logged it.
SERIAL=00008030001A2B3C4D5E6F70
UDID=00008030-001A2B3C4D5E6F70
LOG=/tmp/usb-watcher.log
FAILED=0

up() { cut -d' ' -f1 /proc/uptime; }
since() { awk -v a="$(up)" -v b="$1" 'BEGIN {printf "%.1f", a - b}'; }
step() { echo "GUEST $(up) s: $*"; }

# await SECONDS WHAT COMMAND...
await() {
    local limit="$1" what="$2" start
    start="$(up)"
    shift 2
    for ((i = 0; i < limit * 2; i++)); do
        if "$@"; then
            step "$what after $(since "$start") s"
            return 0
        fi
        sleep 0.5
    done
    step "FAILED: no '$what' within $limit s"
    FAILED=1
    return 1
}

count() { grep -c "device $1 udid=$UDID.*reason=$2" "$LOG"; }
told() { [ "$(count "$1" "$2")" -ge 1 ]; }
is_ready() {
    { exec 3<>/dev/tcp/127.0.0.1/8081; } 2>/dev/null || return 1
    printf 'GET /q/health/ready HTTP/1.0\r\n\r\n' >&3
    head -1 <&3 | grep -q ' 200 '
}

plug_and_unplug() { # plug_and_unplug SOURCE
    python3 /job/phone.py "$SERIAL" >/tmp/phone.log 2>&1 &
    local phone=$!
    await 20 "attach told by $1" told attached "$1" || { cat /tmp/phone.log; dmesg | tail -20; }
    kill -TERM "$phone"
    await 20 "detach told by $1" told detached "$1"
    wait "$phone"
}

BROKER="$(sed -n 's/.*smoke\.broker=\([^ ]*\).*/\1/p' /proc/cmdline)"
modprobe virtio_net
ip addr add 10.0.2.15/24 dev eth0
ip link set eth0 up
/lib/systemd/systemd-udevd --daemon
modprobe vhci-hcd
udevadm settle -t 20
step "udevd and the virtual USB controller run"

export KAFKA_BOOTSTRAP_SERVERS="$BROKER" USB_WATCHER_HOST=smoke USB_WATCHER_SOURCE=libusb USB_WATCHER_DATA_DIR=/tmp/data
java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar /job/quarkus-app/quarkus-run.jar >"$LOG" 2>&1 &
WATCHER=$!
if await 240 "usb-watcher ready" is_ready; then
    plug_and_unplug libusb
    pkill -x systemd-udevd
    step "udevd stopped"
    plug_and_unplug scan
    sleep 2 # the report with the problem goes out with the next turn
fi
grep VmRSS "/proc/$WATCHER/status"
kill -TERM "$WATCHER"
wait "$WATCHER"
step "usb-watcher ended with $?"
grep -E 'WARN|ERROR|device ' "$LOG"
[ "$FAILED" = 0 ] || tail -40 "$LOG"
[ "$FAILED" = 0 ] && echo "GUEST PASS" || echo "GUEST FAIL"
