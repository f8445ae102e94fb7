import { describe, expect, it } from 'vitest';
import { mountsIn, removableMounts } from './removable.ts';

describe('plugged-in disks', () => {
  it('are the mounts where desktops and people mount them, whatever is in their names', () => {
    const mounts = [
      'proc /proc proc rw 0 0',
      '/dev/sda1 / ext4 rw 0 0',
      '/dev/sdb1 /run/media/tec/RACK\\040PLANS vfat rw 0 0',
      '/dev/sdc1 /media/usb0 exfat ro 0 0',
      '/dev/sdd1 /mnt ext4 rw 0 0',
      'tmpfs /mntother tmpfs rw 0 0',
      '',
    ].join('\n');
    expect(mountsIn(mounts)).toEqual(['/run/media/tec/RACK PLANS', '/media/usb0', '/mnt']);
  });
  it('are asked of this system without a failure', async () => {
    expect(Array.isArray(await removableMounts())).toBe(true);
  });
});
