import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Blade, newBlade } from './blade.ts';
import { deadlines } from './deadlines.ts';
import { diagnose } from './diagnose.ts';
import type { Event, Happening, TransferKind } from './events.ts';
import { step } from './step.ts';

const slot = 'c1/1';
const mac = 'd0:00:67:13:0d:00';
const begin = 1_800_000_000_000;
const minutes = (count: number) => 60_000 * count;
const heardOf = (blade: Blade, happening: Happening, at: number): Blade => step(blade, { ...happening, seq: 1, at } as Event).blade;

const armed = heardOf(newBlade(slot), { type: 'armed', slots: [slot], arming: 1 }, begin);
const heard = { type: 'dhcp-heard', slot, mac, message: 'discover', client: 'ipxe', architecture: 0 } as const;
const carrying = (kind: TransferKind) =>
  ({ slot, transfer: kind, protocol: 'http', address: '10.20.30.40', file: `${kind}.bin`, kind }) as const;
const totalBytes = 1_000_000;

describe('a blade that moves', () => {
  it('is never diagnosed while bytes flow, however slowly', () => {
    const kinds = fc.constantFrom<TransferKind>('loader', 'kernel', 'initrd', 'image');
    const pauses = fc.array(fc.integer({ min: 1, max: 29_000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(kinds, pauses, (kind, pauses) => {
        let at = begin + 1000;
        let sentBytes = 0;
        let blade = heardOf(heardOf(armed, heard, at), { type: 'transfer-started', ...carrying(kind), totalBytes }, at);
        for (const pause of pauses) {
          expect(diagnose(blade, at + pause)).toBeUndefined();
          at += pause;
          blade = heardOf(blade, { type: 'transfer-progress', ...carrying(kind), sentBytes: ++sentBytes, totalBytes }, at);
        }
      }),
    );
  });

  it('is diagnosed when it only seems to move: the same figure again', () => {
    const inventory = { serial: '', uuid: '', product: '', memoryBytes: 4e9, bootId: 'a', nics: [], disks: [] };
    const permitted = { type: 'install-permitted', slot, bootId: 'a', disk: 'vda', diskSerial: '', wiped: '' } as const;
    let blade = heardOf(heardOf(armed, { type: 'inventory', slot, inventory }, begin), permitted, begin);
    for (const minute of [0, 1, 2, 3, 4, 5])
      blade = heardOf(blade, { type: 'install-progress', slot, step: 'writing', percent: 40, bytes: 400 }, begin + minutes(minute));
    expect(diagnose(blade, begin + deadlines.writing)?.code).toBe('install-stalled');
  });
});

describe('a diagnosis', () => {
  const stuck = heardOf(heardOf(armed, heard, begin), { type: 'dhcp-answered', slot, mac, message: 'offer', client: 'ipxe' }, begin);

  it('names the slot, what happened and what to do', () => {
    expect(diagnose(stuck, begin + deadlines.offerTaken)).toMatchObject({ code: 'offer-without-request', level: 'error', where: slot });
  });

  it('says the same however long it lasts, so that the journal keeps it once', () => {
    expect(diagnose(stuck, begin + minutes(600))).toEqual(diagnose(stuck, begin + deadlines.offerTaken));
  });

  it('is not found one moment before its deadline', () => {
    expect(diagnose(stuck, begin + deadlines.offerTaken - 1)).toBeUndefined();
  });

  it('is not found because the laptop was set back, or was off', () => {
    expect(diagnose(stuck, begin - minutes(60))).toBeUndefined();
    const back = heardOf(stuck, { type: 'appliance-started' }, begin + minutes(120));
    expect(diagnose(back, begin + minutes(120) + 1000)).toBeUndefined();
  });

  it('is a hint only where nothing may be wrong', () => {
    expect(diagnose(armed, begin + deadlines.firstPacket)).toMatchObject({ code: 'blade-silent', level: 'warning' });
    expect(diagnose(newBlade(slot), begin + minutes(6000))).toBeUndefined();
  });

  it('of a blade that is left out is nobody’s concern', () => {
    expect(diagnose(heardOf(stuck, { type: 'excluded', slot, reason: 'burnt' }, begin), begin + minutes(60))).toBeUndefined();
  });
});
