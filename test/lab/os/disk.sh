#!/bin/bash
# Makes the disk image, without root rights, mounts or loop devices.
#
#   disk.sh OUT      OUT/root/ OUT/vmlinuz OUT/initramfs  →  OUT/lab_production_image.bin
#
#   1  BIOS-boot    1 MiB   GRUB for BIOS
#   2  EFI-SYSTEM  48 MiB   FAT32: GRUB for UEFI, its configuration, kernel and initramfs, and lab/first_boot
#   3  OEM          8 MiB   ext4: config.ign, put there by lab-install
#   4  ROOT                 ext4: the root tree, shrunk to fit; the first boot grows it to the disk
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
out=$1
image=$out/lab_production_image.bin
stage=$(mktemp -d "$out/disk.XXXXXX")
sector=512
mib=$((1024 * 1024))

esp_mib=48 oem_mib=8
# Room for what Ignition and the first boot write before ROOT has grown, and for ext4's own tables.
root_mib=$(($(du --summarize --block-size=1M "$out/root" | cut -f1) * 102 / 100 + 56))

boot_at=1 esp_at=2
oem_at=$((esp_at + esp_mib))
root_at=$((oem_at + oem_mib))
total_mib=$((root_at + root_mib + 1))

# put FILE AT: writes FILE into the image at AT MiB.
put() { dd if="$1" of="$image" bs=1M seek="$2" conv=notrunc,sparse status=none; }

rm -f "$image"
truncate -s "${total_mib}M" "$image"
sgdisk --set-alignment=2048 \
    --new=1:${boot_at}M:+1M --typecode=1:ef02 --change-name=1:BIOS-boot \
    --new=2:${esp_at}M:+${esp_mib}M --typecode=2:ef00 --change-name=2:EFI-SYSTEM \
    --new=3:${oem_at}M:+${oem_mib}M --typecode=3:8300 --change-name=3:OEM \
    --new=4:${root_at}M:+${root_mib}M --typecode=4:8304 --change-name=4:ROOT \
    "$image" > /dev/null

# EFI-SYSTEM
modules=(part_gpt fat normal linux echo test serial terminal configfile search_label)
grub-mkimage --format=x86_64-efi --config="$here/grub-early.cfg" --prefix=/grub --output="$stage/bootx64.efi" "${modules[@]}" efi_gop all_video
truncate -s "${esp_mib}M" "$stage/esp"
mkfs.vfat -F 32 -s 1 -n EFI-SYSTEM "$stage/esp" > /dev/null
mmd -i "$stage/esp" ::efi ::efi/boot ::grub ::lab
mcopy -i "$stage/esp" "$stage/bootx64.efi" ::efi/boot/bootx64.efi
mcopy -i "$stage/esp" "$here/grub.cfg" ::grub/grub.cfg
mcopy -i "$stage/esp" "$out/vmlinuz" ::lab/vmlinuz
mcopy -i "$stage/esp" "$out/initramfs" ::lab/initramfs
: > "$stage/first_boot"
mcopy -i "$stage/esp" "$stage/first_boot" ::lab/first_boot
put "$stage/esp" "$esp_at"

# OEM and ROOT
truncate -s "${oem_mib}M" "$stage/oem"
mkfs.ext4 -q -L OEM "$stage/oem"
put "$stage/oem" "$oem_at"
truncate -s "${root_mib}M" "$stage/root"
# Blocks and inodes as of a large disk: with those of one this small, growing it writes a gigabyte of tables.
mkfs.ext4 -q -L ROOT -m 0 -T default -b 4096 -i 8192 -J size=8 -d "$out/root" "$stage/root"
put "$stage/root" "$root_at"

# GRUB for BIOS: boot.img in the first sector names the sector where core.img begins; core.img's own first sector names where its rest lies
# and how long it is (GRUB's list of blocks: start, 8 bytes; length, 2 bytes; segment, 2 bytes).
number() { # VALUE BYTES: little endian
    local value=$1 bytes=$2
    while ((bytes-- > 0)); do
        # shellcheck disable=SC2059 # the format is the byte
        printf "\\x$(printf %02x $((value & 255)))"
        value=$((value >> 8))
    done
}
patch() { dd of="$1" bs=1 seek="$2" conv=notrunc status=none; }

grub-mkimage --format=i386-pc --config="$here/grub-early.cfg" --prefix='(,gpt2)/grub' --output="$stage/core.img" "${modules[@]}" biosdisk
cp /usr/lib/grub/i386-pc/boot.img "$stage/boot.img"
first_sector=$((boot_at * mib / sector))
core_sectors=$((($(stat --format=%s "$stage/core.img") + sector - 1) / sector))
number "$first_sector" 8 | patch "$stage/boot.img" $((0x5c))
number $((first_sector + 1)) 8 | patch "$stage/core.img" $((sector - 12))
number $((core_sectors - 1)) 2 | patch "$stage/core.img" $((sector - 4))
put "$stage/core.img" "$boot_at"
# Only the code: the partition table's own bytes behind it stay.
dd if="$stage/boot.img" of="$image" bs=1 count=440 conv=notrunc status=none

rm -r "$stage"
