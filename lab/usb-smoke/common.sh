# Shared by prepare.sh and run.sh: where things lie, how progress and refusals are said.

CACHE="${TRUSTLINE_USB_SMOKE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/trustline/usb-smoke}"
STARTED=$SECONDS

say() {
    printf '[usb-smoke %3d s] %s\n' "$((SECONDS - STARTED))" "$*"
}

# One clear sentence, exit code 2: the smoke test cannot run here, which says nothing about usb-watcher.
refuse() {
    printf 'usb-smoke: %s\n' "$*" >&2
    exit 2
}

need_command() {
    command -v "$1" >/dev/null 2>&1 || refuse "$1 is missing; install it: apt-get install --no-install-recommends $2"
}
