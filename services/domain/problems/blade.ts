// What can keep a blade from getting further, in words for a technician at a rack. No running figures: the journal keeps each diagnosis once.

export const bladeProblems = {
  // nothing heard
  'blade-silent': [
    'It is armed, and nothing was heard from it.',
    'Switch it on and let it boot from the network on this cable. If another machine shows up as not planned meanwhile, compare its MAC with the sticker.',
  ],
  'blade-runs-old-system': [
    'An operating system on it asked for an address, not its firmware: it boots from its disk.',
    'Put network boot first in its boot order, once, and switch it off and on.',
  ],
  'blade-not-armed': [
    'It boots from the network but is not armed; it is sent to its own disk.',
    'Arm its slot, then switch it off and on.',
  ],
  // an address
  'address-taken': [
    'Its address {address} is already used by {holder}.',
    'Find that machine and take the address from it, or give the blade another in the plan.',
  ],
  'other-dhcp-server': [
    'It took the offer of another DHCP server, {server}.',
    'Switch that server off on this network or unplug it, then switch the blade off and on.',
  ],
  'dhcp-not-answered': [
    'It asked for an address and was not answered: {reason}.',
    'Correct that; it asks again by itself or after a restart.',
  ],
  'address-refused': [
    'It insists on an address that is not its own: {reason}.',
    'Look for another DHCP server on this network, then switch the blade off and on.',
  ],
  'offer-without-request': [
    'It asks for an address but does not take the one it is offered: our answers do not reach it, or another server answers first.',
    "Set the blade's switch port to edge (portfast) and to this VLAN untagged, and look for a second DHCP server.",
  ],
  'address-without-file': [
    'It has its address but asks for no file.',
    'Switch it off and on. If it stays so, look at its screen: network boot may stop at a key, or allow only signed or only HTTP boot.',
  ],
  // the loader
  'loader-not-finished': [
    'It cannot fetch its loader {file}: {reason}.',
    'Check the cable, and that no firewall or switch between drops UDP or large packets (MTU 1500); then switch it off and on.',
  ],
  'loader-loop': [
    'Its loader {file} loads itself again and again.',
    'Choose another loader for this blade in the plan; its own iPXE may not name itself.',
  ],
  'secure-boot-suspected': [
    'It fetched the whole loader {file} and then fell silent: Secure Boot probably refused it.',
    'Switch Secure Boot off in its firmware set-up, or use a bundle with a signed loader, then switch it off and on.',
  ],
  'loader-silent': [
    'It fetched the whole loader {file} and then fell silent: the loader has no driver for this NIC, or hangs.',
    'Look at its screen. Try another NIC, or another loader for this blade in the plan.',
  ],
  'loader-without-script': [
    'Its loader has an address but does not ask for its script.',
    "Check that this laptop's firewall lets HTTP and TFTP in, then switch the blade off and on.",
  ],
  // script, kernel
  'architecture-differs': [
    'It has another processor architecture than the plan gives its slot, so it is not installed.',
    'Correct the plan (arch), or put the right machine into the slot. It asks again by itself.',
  ],
  'request-refused': ['It asked for {file} and was refused: {reason}.', 'Correct that, then switch it off and on.'],
  'script-without-kernel': [
    'It has its script but does not ask for the kernel.',
    'Look at its screen for the error of its loader, then switch it off and on.',
  ],
  'boot-file-stalled': [
    'No more bytes of {file} reach it.',
    'Check cable and switch port (errors, duplex). It goes on by itself when the network does, or after a restart.',
  ],
  'boot-file-not-finished': [
    'It did not get the whole of {file}: {reason}.',
    'Check cable and switch port, and that it has enough memory (3 GiB), then switch it off and on.',
  ],
  'kernel-without-initrd': [
    'It has the kernel but does not ask for the initrd.',
    'Look at its screen: memory may be too small (3 GiB needed).',
  ],
  // the live system
  'kernel-without-call-home': [
    'It has kernel and initrd, and nothing was heard since.',
    'Look at its screen. The live kernel may lack a driver for this NIC, the port may be in another VLAN, or its memory may be too small (3 GiB needed).',
  ],
  'live-without-config': [
    'Its live system has a network but does not ask for its config.',
    'Look at its screen for an error of Ignition; check that this laptop answers HTTP on this network.',
  ],
  'config-without-agent': [
    'It fetched its config, but its agent did not call.',
    'Look at its screen: Ignition may have refused the config, or its network did not come up again.',
  ],
  'agent-without-inventory': [
    'Its agent runs but does not tell what hardware it found.',
    'Look at its screen: a disk may not answer. Pull a disk that blinks in error, then switch it off and on.',
  ],
  'image-stalled': [
    'It makes no progress with fetching the image.',
    'Check cable and switch port; it goes on by itself. It needs memory for the image beside the live system.',
  ],
  // before the disk
  'inventory-missing': ['Its hardware was not reported in this boot yet.', 'Wait; its agent does that by itself.'],
  'memory-too-small': [
    'It has {has} MiB of memory; the live system with the image needs {needs} MiB.',
    'Add memory, or exchange the blade.',
  ],
  'run-paused': ['The run is paused; no new disk is written.', 'Resume the run.'],
  'consent-needed': [
    'Disk {disk} holds data: {contents}.',
    'If all of it may be lost, record consent to wipe for slot {slot}; the blade goes on by itself. If not, exclude the slot.',
  ],
  'disk-none-matches': ['No disk fits the disk rule ({rule}). Seen: {seen}.', 'Correct the disk rule in the plan, or insert the disk.'],
  'disk-several-match': [
    'Several disks fit the disk rule ({rule}): {matching}.',
    'Name one by its serial in the plan, or write pick: smallest or pick: largest.',
  ],
  'disk-serial-twice': [
    'Two disks have the same serial {serial}: {disks}.',
    'Multipath and some RAID controllers show one disk twice. Choose another disk in the plan, or leave one path plugged in.',
  ],
  'not-armed': ['Slot {slot} is not armed.', 'Arm it to install; otherwise it boots its own disk.'],
  'slot-excluded': ['Slot {slot} is left out of this run: {reason}.', 'Retry the slot to take it in again.'],
  'already-installed': [
    'Slot {slot} was already installed on this arming.',
    'It boots its own disk. To install it anew, arm the slot again.',
  ],
  'already-permitted': [
    'Slot {slot} was already given the go on this arming, in an earlier boot.',
    'Its disk may be half written. Look at it, then retry the slot.',
  ],
  // writing
  'install-stalled': [
    'It makes no progress with writing its disk.',
    'Look at its screen and at the disk lamp. Wait if the lamp is busy; otherwise exchange the disk and retry the slot.',
  ],
  'install-failed': ['The installation failed: {reason}.', 'Correct that, then retry the slot, and switch the blade off and on.'],
  'install-interrupted': [
    'It was switched off or reset while its disk was being written; the disk may be half written.',
    'Nothing is installed again by itself. Retry the slot, then switch it off and on.',
  ],
  // after the disk
  'installed-not-booted': [
    'Its disk is written, but the installed system did not call.',
    'Look at its screen. Check that its disk is in the boot order, in the same mode (BIOS or UEFI) it was installed in.',
  ],
  'disk-does-not-boot': [
    'Its disk is written, but it comes back to network boot again and again.',
    'Put its disk into the boot order, in the same mode (BIOS or UEFI) it was installed in; look for RAID or boot settings of its controller.',
  ],
  'boot-loop': [
    'It starts over again and again, and gets no further than: {stage}.',
    'Look at its screen in that moment, and at its evidence here.',
  ],
  // decisions that cannot be
  'slot-unknown': ['There is no slot {slot} in the plan.', 'The plan has {known}.'],
  'slot-writing': ['Slot {slot} is writing its disk now.', 'Wait until it is done or has failed.'],
} as const satisfies Record<string, readonly [what: string, todo: string]>;
