#!/bin/bash
# Unpacks the programs that kube-proxy and flannel call in their images, with the libraries of each, from Debian packages; and busybox, for `cp`.
#
#   network-tools.sh OUT      →  OUT/bin/ OUT/sbin/ OUT/lib/ …
#
# Nothing is installed: no package manager, no shell script of a package has a place in an image.
set -euo pipefail

out=$1
suite=bookworm

# The host's own archives, whatever they are: the files that name this suite.
mapfile -t sources < <(grep -lsE "\b$suite\b" /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources)
mmdebstrap --quiet --mode=root --variant=extract --include=iptables,nftables,conntrack,iproute2,kmod,busybox-static "$suite" "$out" "${sources[@]}"

cd "$out"
rm -rf boot dev home media mnt opt proc run srv sys tmp var usr/share usr/include usr/games usr/local \
    etc/apt etc/dpkg etc/init.d etc/resolv.conf etc/hostname etc/fstab usr/lib/systemd usr/lib/x86_64-linux-gnu/perl* usr/bin/perl* \
    usr/bin/deb* usr/sbin/dpkg-* \
    usr/lib/x86_64-linux-gnu/{gconv,engines-3,ossl-modules,krb5,libdb-*} lib/systemd

# As Debian's alternatives are set where nobody has chosen: both families by nftables, which the lab's kernel speaks.
for name in iptables ip6tables ebtables arptables; do
    for suffix in '' -save -restore; do ln -sf xtables-nft-multi "usr/sbin/$name$suffix"; done
done
ln -sf busybox bin/cp
