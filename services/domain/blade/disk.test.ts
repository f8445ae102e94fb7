import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiskRule } from '../plan/v1.ts';
import { chooseDisk } from './disk.ts';
import type { Disk } from './events.ts';

const gib = 2 ** 30;
const disk = (name: string, more: Partial<Disk> = {}): Disk => ({
  name,
  serial: `S-${name}`,
  wwn: '',
  model: 'SAMSUNG_MZ7LH480_PM883',
  sizeBytes: 480 * gib,
  transport: 'sata',
  removable: false,
  readOnly: false,
  blank: true,
  contents: '',
  ...more,
});
const only = { pick: 'only' } as const;
/** The chosen disk's name, or the code of what kept it from being chosen. */
const chosen = (rule: DiskRule, disks: readonly Disk[], atLeastBytes?: number) => {
  const result = chooseDisk(rule, disks, atLeastBytes);
  return result.ok ? result.value.name : result.problems[0]!.code;
};

describe('choosing the disk', () => {
  it('takes the only one there is', () => {
    expect(chosen(only, [disk('sda')])).toBe('sda');
  });

  it.each<[string, Partial<Disk>]>([
    ['removable', { removable: true }],
    ['read-only', { readOnly: true }],
    ['on USB', { transport: 'usb' }],
    ['an empty card reader', { sizeBytes: 0 }],
    ['smaller than the image', { sizeBytes: gib }],
  ])('never takes one that is %s, not even when it is named', (_, more) => {
    expect(chosen({ ...only, serial: 'S-sda' }, [disk('sda', more)], 2 * gib)).toBe('disk-none-matches');
  });

  it('takes a USB disk when the rule asks for one', () => {
    expect(chosen({ ...only, transport: 'usb' }, [disk('sda'), disk('sdb', { transport: 'usb' })])).toBe('sdb');
  });

  it.each<[string, Omit<DiskRule, 'pick'>]>([
    ['serial', { serial: 'S-sdb' }],
    ['WWN, however it is written', { wwn: '0x5002538E00000002' }],
    ['model, by a part of it with blanks for underscores', { model: 'micron 5300' }],
    ['least size', { minGiB: 900 }],
    ['transport', { transport: 'nvme' }],
  ])('finds the one of several by its %s', (_, rule) => {
    const other = { wwn: 'naa.5002538e00000002', model: 'MICRON_5300_PRO', sizeBytes: 960 * gib, transport: 'nvme' };
    expect(chosen({ ...only, ...rule }, [disk('sda'), disk('sdb', other), disk('sdc')])).toBe('sdb');
  });

  it('finds the one below a size', () => {
    expect(chosen({ ...only, maxGiB: 100 }, [disk('sda'), disk('sdb', { sizeBytes: 32 * gib })])).toBe('sdb');
  });

  it('lists what it saw when none fits, and why each did not', () => {
    const result = chooseDisk({ serial: 'X9', ...only }, [disk('sda'), disk('sdb', { removable: true })]);
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'disk-none-matches' }] });
    expect(result.ok || result.problems[0]!.what).toContain(
      '(serial X9, pick only). Seen: sda 480 GiB serial S-sda (SAMSUNG_MZ7LH480_PM883); sdb 480 GiB serial S-sdb (SAMSUNG_MZ7LH480_PM883) — removable',
    );
  });

  it('does not guess among several with pick: only', () => {
    expect(chosen(only, [disk('sda'), disk('sdb')])).toBe('disk-several-match');
  });

  it('takes the smallest or the largest', () => {
    const disks = [disk('sda'), disk('sdb', { sizeBytes: 32 * gib }), disk('sdc', { sizeBytes: 960 * gib })];
    expect(chosen({ pick: 'smallest' }, disks)).toBe('sdb');
    expect(chosen({ pick: 'largest' }, disks)).toBe('sdc');
  });

  it('takes the same of two equal disks however their names move between boots', () => {
    const names = (first: string, second: string) => [disk(first, { serial: 'A' }), disk(second, { serial: 'B' })];
    expect(chosen({ pick: 'smallest' }, names('sda', 'sdb'))).toBe('sda');
    expect(chosen({ pick: 'smallest' }, names('sdb', 'sda').reverse())).toBe('sdb');
  });

  it('takes a disk without a serial only when its size tells it from all others', () => {
    expect(chosen({ pick: 'largest' }, [disk('sda'), disk('sdb', { serial: '', sizeBytes: 960 * gib })])).toBe('sdb');
    expect(chosen({ pick: 'largest' }, [disk('sda'), disk('sdb', { serial: '' })])).toBe('disk-several-match');
  });

  it('trusts no serial that two disks have, also when the other is not one to choose', () => {
    expect(chosen({ ...only, serial: 'S1' }, [disk('sda', { serial: 'S1' }), disk('sdb', { serial: 'S1' })])).toBe('disk-serial-twice');
    expect(chosen({ pick: 'largest' }, [disk('sda', { serial: 'S1' }), disk('sdb', { serial: 'S1', sizeBytes: gib })])).toBe(
      'disk-serial-twice',
    );
  });

  it('chooses by what the disks are, not by the order they are told in', () => {
    const found = fc.record({
      serial: fc.constantFrom('', 'A', 'B', 'C'),
      sizeBytes: fc.constantFrom(0, 8 * gib, 480 * gib),
      removable: fc.boolean(),
      transport: fc.constantFrom('sata', 'usb'),
    });
    const disks = fc.array(found, { maxLength: 5 }).map((list) => list.map((more, index) => disk(`sd${index}`, more)));
    const rule = fc.record({ pick: fc.constantFrom<DiskRule['pick']>('only', 'smallest', 'largest') });
    fc.assert(
      fc.property(rule, disks, (rule, disks) => {
        expect(chosen(rule, disks)).toBe(chosen(rule, [...disks].reverse()));
      }),
    );
  });
});
