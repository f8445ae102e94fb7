#!/bin/bash
# Makes the root tree of the lab OS from Debian packages, and the kernel and initramfs that belong to it.
#
#   root.sh OUT      →  OUT/root/  OUT/vmlinuz  OUT/initramfs
#
# One tree serves the live system and the disk image, as in Flatcar: what differs is decided at boot by the kernel's arguments.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
out=$1
root=$out/root
suite=bookworm

# The host's own archives, whatever they are: the files that name this suite.
mapfile -t sources < <(grep -lsE "\b$suite\b" /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources)
packages=$(grep -v '^#' "$here/packages.txt" | paste -sd,)

# Documentation and translations would only travel through emulated NICs. The kernel's hook that runs dracut is replaced by an empty one:
# dracut runs once, below, when its own module is in place.
# shellcheck disable=SC2016 # mmdebstrap gives its hook the root as $1
mmdebstrap --quiet --mode=root --variant=essential --include="$packages" \
    --essential-hook='mkdir -p "$1/etc/kernel/postinst.d" && echo "#!/bin/sh" | install -m 755 /dev/stdin "$1/etc/kernel/postinst.d/dracut"' \
    --dpkgopt=force-confold \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/zoneinfo/*' --dpkgopt='path-include=/usr/share/zoneinfo/UTC' \
    "$suite" "$root" "${sources[@]}"

cp -rT --no-preserve=ownership "$here/root" "$root"
mkdir -p "$root/opt/bin"
version=$(ls "$root/lib/modules")

# Three quarters of the modules: drivers that no machine of the lab has, and udev's names for hardware. Emulated CPUs load modules slowly.
cd "$root/lib/modules/$version/kernel"
rm -rf sound arch/x86/kvm net/{wireless,mac80211,mac802154,bluetooth,nfc} \
    fs/{ocfs2,gfs2,ceph,smb,cifs,afs,coda,jfs,reiserfs,f2fs,ubifs,nilfs2,orangefs} \
    drivers/{gpu,media,iio,comedi,staging,infiniband,isdn,bluetooth,hwmon,mtd,target,video,platform,thunderbolt,atm,edac} \
    drivers/{soundwire,mmc,memstick,nfc,misc,leds,cpufreq,input/joystick,input/touchscreen,input/tablet,input/misc} \
    drivers/net/{wireless,can,usb,wwan,hamradio,fddi,arcnet,ieee802154,plip,slip,ppp,wan,dsa,phy,hyperv,hippi,appletalk} \
    drivers/scsi/{lpfc,qla2xxx,qla4xxx,bfa,be2iscsi,bnx2fc,bnx2i,cxgbi,aic7xxx,aic94xx,qedf,qedi,csiostor,elx,pm8001,mvsas,isci}
find drivers/net/ethernet -mindepth 1 -maxdepth 1 ! -name intel ! -name amd ! -name realtek -exec rm -r {} +
find drivers/net/ethernet/intel -mindepth 1 -maxdepth 1 ! -name 'e1000*' ! -name 'igb*' -exec rm -r {} +
cd "$here"
rm -rf "$root"/usr/lib/udev/hwdb*
chroot "$root" depmod "$version"

# The initramfs: systemd, the real Ignition, and dracut/: nothing of this machine, no dracut shell hooks.
cp -rT "$here/dracut" "$root/usr/lib/dracut/modules.d/50lab"
for tree in proc sys dev; do mount --rbind --make-rslave "/$tree" "$root/$tree"; done
trap 'umount -R "$root/proc" "$root/sys" "$root/dev"' EXIT
chroot "$root" dracut --quiet --force --no-hostonly --no-early-microcode --reproducible --zstd \
    --modules 'systemd-initrd systemd-udevd systemd-journald systemd-tmpfiles udev-rules ignition lab' \
    --kver "$version" /initramfs
umount -R "$root/proc" "$root/sys" "$root/dev"
trap - EXIT

mv "$root/initramfs" "$out/initramfs"
cp "$root/boot/vmlinuz-$version" "$out/vmlinuz"

# kubeadm reads how its kernel was built, and looks here too.
mv "$root/boot/config-$version" "$root/usr/lib/modules/$version/config"

# What was only needed to build.
chroot "$root" dpkg --purge --force-all dracut dracut-core dracut-network ignition \
    isc-dhcp-client perl libperl5.36 perl-modules-5.36 zstd > /dev/null 2>&1
rm -rf "${root:?}"/boot/* "$root"/initrd.img* "$root"/vmlinuz* "$root"/var/cache/* "$root"/var/lib/apt "$root"/var/log/* \
    "$root"/etc/ssh/ssh_host_* "$root"/usr/lib/dracut "$root"/var/lib/dpkg/info/*.md5sums "$root"/tmp/*

# A system that has never been started: systemd takes `uninitialized` as the first boot, and then applies the presets Ignition wrote.
echo uninitialized > "$root/etc/machine-id"
ln -s /dev/null "$root/etc/systemd/system/systemd-firstboot.service"
chroot "$root" systemctl preset-all 2> /dev/null
rm -f "$root/var/lib/dbus/machine-id" "$root/etc/hostname"
ln -sf /run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
chroot "$root" useradd --create-home --shell /bin/bash --groups sudo core
