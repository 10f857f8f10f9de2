#!/bin/bash
# Makes the guest of the USB smoke test, once, in a cache outside the checkout: Debian's stock kernel, a small initramfs and a
# root image with udev and a Java runtime. Everything comes from the distribution (apt-get, debootstrap). Takes about 4 min.
set -euo pipefail
HERE="$(cd "$(dirname "$0")" && pwd)"
# shellcheck source=common.sh
. "$HERE/common.sh"

PACKAGES=udev,kmod,iproute2,procps,python3-minimal,openjdk-17-jre-headless
BOOT_MODULES=(virtio_pci virtio_blk crc32c_generic ext4 overlay)
GUEST_MODULES=(virtio_net vhci-hcd)
LIMIT="timeout 900"

[ "$(uname -m)" = x86_64 ] || refuse "the guest is made for x86-64, this machine is $(uname -m)"
[ "$(id -u)" = 0 ] || refuse "making the guest needs root (debootstrap); run it once as root"
[ -f /etc/debian_version ] || refuse "making the guest needs Debian's apt-get and debootstrap"
need_command debootstrap debootstrap
need_command cpio cpio
need_command depmod kmod
need_command mke2fs e2fsprogs

# the guest is made anew when what it is made of changes
STAMP="$(cat "$HERE/prepare.sh" "$HERE/guest-init.sh" | sha256sum | cut -c1-16)"
if [ "$(cat "$CACHE/stamp" 2>/dev/null)" = "$STAMP" ]; then
    exit 0
fi
mkdir -p "$CACHE"
exec 9>"$CACHE/lock"
flock -w 900 9 || refuse "another run has been making the guest for 15 minutes; see $CACHE"
cd "$CACHE"
rm -f stamp

unpack() { # unpack PACKAGE FOLDER
    rm -rf "$2" download && mkdir -p "$2" download
    (cd download && apt-get -q download "$1" >/dev/null 2>"$CACHE/apt.log") \
        || refuse "apt-get cannot download $1: $(tail -1 "$CACHE/apt.log"); run apt-get update"
    dpkg -x download/*.deb "$2"
}

say "kernel and busybox from the distribution"
KERNEL="$(apt-cache depends linux-image-amd64 2>/dev/null | awk '/Depends: linux-image-[0-9]/ {print $2; exit}')"
[ -n "$KERNEL" ] || refuse "apt-cache knows no linux-image-amd64; run apt-get update"
unpack "$KERNEL" kernel
unpack busybox-static busybox
VERSION="$(ls kernel/lib/modules)"
depmod -b "$CACHE/kernel" "$VERSION"

copy_modules() { # copy_modules FOLDER MODULE...
    local target="$1" module path
    shift
    mkdir -p "$target/lib/modules/$VERSION"
    for module in "$@"; do
        modprobe -d "$CACHE/kernel" -S "$VERSION" --show-depends "$module" | while read -r kind path _; do
            [ "$kind" = insmod ] || continue # a builtin needs no file
            path="${path#"$CACHE/kernel/"}"
            mkdir -p "$target/$(dirname "$path")"
            cp "kernel/$path" "$target/$path"
        done
    done
    cp "kernel/lib/modules/$VERSION"/modules.{builtin,builtin.modinfo,order} "$target/lib/modules/$VERSION/"
    depmod -b "$target" "$VERSION"
}

say "root file system by debootstrap (minutes; log: $CACHE/debootstrap.log)"
if [ "$(cat rootfs/.packages 2>/dev/null)" != "$PACKAGES" ]; then
    rm -rf rootfs
    CODENAME="$(. /etc/os-release && echo "${VERSION_CODENAME:-stable}")"
    $LIMIT debootstrap --variant=minbase --include="$PACKAGES" "$CODENAME" rootfs >debootstrap.log 2>&1 \
        || refuse "debootstrap failed: $(tail -1 debootstrap.log)"
    rm -rf rootfs/var/cache/apt/archives/*.deb rootfs/usr/share/{doc,man,locale}/*
    echo "$PACKAGES" >rootfs/.packages
fi
copy_modules "$CACHE/rootfs" "${GUEST_MODULES[@]}"
install -m 755 "$HERE/guest-init.sh" rootfs/guest-init
install -m 755 busybox/bin/busybox rootfs/bin/busybox

say "root image and initramfs"
rm -f root.img && truncate -s 1G root.img
mke2fs -q -t ext4 -O ^has_journal -E lazy_itable_init=1 -d rootfs root.img
rm -rf initrd && mkdir -p initrd/{bin,dev,proc,sys,lower,rw,root}
install -m 755 busybox/bin/busybox initrd/bin/busybox
copy_modules "$CACHE/initrd" "${BOOT_MODULES[@]}"
cat >initrd/init <<INIT
#!/bin/busybox sh
# a read-only root under a tmpfs, so that every run starts from the same guest
/bin/busybox --install -s /bin
mount -t devtmpfs dev /dev; mount -t proc proc /proc; mount -t sysfs sys /sys
for m in ${BOOT_MODULES[*]}; do modprobe \$m; done
mount -t ext4 -o ro,noload /dev/vda /lower
mount -t tmpfs rw /rw; mkdir /rw/upper /rw/work
mount -t overlay overlay -o lowerdir=/lower,upperdir=/rw/upper,workdir=/rw/work /root
for d in dev proc sys; do mount --move /\$d /root/\$d; done
exec switch_root /root /guest-init
INIT
chmod 755 initrd/init
(cd initrd && find . | cpio -o -H newc --quiet -R 0:0) >initrd.cpio
cp kernel/boot/vmlinuz-* vmlinuz
rm -rf initrd download busybox
echo "$STAMP" >stamp
say "guest ready: $(du -sh --apparent-size root.img | cut -f1) image, kernel $VERSION"
