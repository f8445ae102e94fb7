#!/bin/bash
# What the lab's initramfs adds to systemd and Ignition: the live root, the boot NIC's network, the first boot from disk.

# shellcheck disable=SC2154 # moddir, initdir, systemdsystemunitdir and systemdutildir are dracut's
check() { return 255; }

depends() { echo ignition systemd-networkd; }

installkernel() {
    instmods squashfs overlay loop ext4 vfat nls_cp437 nls_ascii nls_iso8859-1 efivarfs \
        virtio_pci virtio_blk virtio_scsi virtio_net virtio_rng sd_mod ahci ata_piix nvme e1000 e1000e igb 8139cp \
        rtc_cmos
}

# unit NAME TARGET: NAME is required by TARGET.
lab_unit() {
    inst_simple "$moddir/$1" "$systemdsystemunitdir/$1"
    mkdir -p "$initdir/$systemdsystemunitdir/$2.requires"
    ln -sf "../$1" "$initdir/$systemdsystemunitdir/$2.requires/$1"
}

install() {
    inst_multiple bash cat ln grep sed tr rm cp mkdir readlink sleep lsblk losetup sync agetty systemd-repart \
        "$systemdutildir/systemd-growfs" /usr/lib/lab/repart.d/root.conf
    inst_simple "$moddir/is-live-image" /usr/bin/is-live-image
    inst_simple "$moddir/setfiles" /usr/sbin/setfiles
    inst_simple "$moddir/lab-boot-network" /usr/libexec/lab-boot-network
    inst_simple "$moddir/lab-emergency" /usr/libexec/lab-emergency
    inst_simple "$moddir/lab-grow-root" /usr/libexec/lab-grow-root

    inst_simple "$moddir/lab-live-layers.service" "$systemdsystemunitdir/lab-live-layers.service"
    lab_unit sysroot.mount initrd-root-fs.target
    lab_unit lab-boot-network.service initrd.target
    lab_unit lab-start-network.service ignition-complete.target
    lab_unit lab-oem-config.service ignition-complete.target
    lab_unit lab-grow-root.service ignition-complete.target
    lab_unit lab-first-boot-done.service ignition-complete.target
    inst_simple "$moddir/emergency.service" "$systemdsystemunitdir/emergency.service"

    # systemd takes a root with this file for an initramfs.
    printf 'ID=lab\nNAME="Rackstrap lab OS (initramfs)"\n' > "$initdir/etc/initrd-release"

    # networkd only when Ignition asks for the network (lab-start-network.service); no mounts guessed from partition types.
    $SYSTEMCTL -q --root "$initdir" disable systemd-networkd.service systemd-networkd.socket systemd-networkd-wait-online.service \
        systemd-network-generator.service
    mkdir -p "$initdir/etc/systemd/system-generators"
    ln -s /dev/null "$initdir/etc/systemd/system-generators/systemd-gpt-auto-generator"
}
