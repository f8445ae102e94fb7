#!/bin/bash
# Makes the live system's initrd: the initramfs, and behind it a second archive with the root as a squashfs.
#
#   live.sh OUT      OUT/root/ OUT/initramfs  →  OUT/lab_production_pxe_image.cpio.gz
#
# The kernel unpacks archives one after the other, each by its own magic number, so the name says gzip (the name Flatcar gave it) while the first
# is zstd, three times as fast on an emulated CPU, and the second is stored: the squashfs in it is compressed already.
set -euo pipefail

out=$1
stage=$(mktemp -d "$out/live.XXXXXX")

mksquashfs "$out/root" "$stage/live.squashfs" -comp zstd -Xcompression-level 6 -b 256K -noappend -quiet -no-progress -no-xattrs
# The kernel takes a stored archive only where it begins at a multiple of four.
padding=$(((4 - $(stat --format=%s "$out/initramfs") % 4) % 4))
{
    cat "$out/initramfs"
    head --bytes="$padding" /dev/zero
    (cd "$stage" && echo live.squashfs | cpio --create --format=newc --quiet)
} > "$out/lab_production_pxe_image.cpio.gz"
rm -r "$stage"
