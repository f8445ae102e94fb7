import { describe, expect, it } from 'vitest';
import { judgeConsole } from './disk-boot.ts';

const firmware = 'iPXE initialising devices...ok\r\nRackstrap: slot c1/1 (c1-1) boots its own disk.\r\n';
const fromDisk = '[    0.000000] Command line: BOOT_IMAGE=/lab/vmlinuz root=LABEL=ROOT rw console=ttyS0,115200n8\r\n';
const firstBoot = fromDisk.replace('\r\n', ' ignition.firstboot=1 ignition.platform.id=metal\r\n');
const live = '[    0.000000] Command line: initrd=x ignition.firstboot=1 ignition.config.url=http://10.20.30.242/blade/x/live.ign\r\n';
const prompt = '\x1b[0mRackstrap lab OS c1-1 ttyS0\r\n\r\nc1-1 login: ';

describe('what the console says of a boot', () => {
  it.each([
    ['only firmware so far', firmware, 'no disk yet'],
    ['the disk is booting', firmware + fromDisk, 'starting'],
    ['the login prompt of the installed system', firmware + fromDisk + prompt, 'its disk'],
    ["another host's prompt is not its own", firmware + fromDisk + prompt.replaceAll('c1-1', 'c1-2'), 'starting'],
    ['a first boot: somebody wrote the disk again', firmware + firstBoot + prompt, 'written again'],
    ['the live system, where the disk should have booted', firmware + live, 'live system'],
  ])('%s', (_, text, verdict) => {
    expect(judgeConsole(text, 'c1-1')).toBe(verdict);
  });
});
