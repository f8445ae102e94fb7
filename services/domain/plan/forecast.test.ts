import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assumed, forecastPlan } from './forecast.ts';

const mebibyte = 2 ** 20;
const parts = [
  { path: 'loaders/undionly.kpxe', kind: 'loader', arch: 'i386', size: 70_000 },
  { path: 'loaders/x86_64/ipxe.efi', kind: 'loader', arch: 'amd64', size: 1_000_000 },
  { path: 'os/vmlinuz', kind: 'kernel', arch: 'amd64', size: 10 * mebibyte },
  { path: 'os/initrd.gz', kind: 'initrd', arch: 'amd64', size: 300 * mebibyte },
  { path: 'os/image.bin.bz2', kind: 'image', arch: 'amd64', size: 500 * mebibyte },
  { path: 'manifest.txt', kind: 'other', arch: 'any', size: 9_000_000 },
] as const;

describe('the forecast of an installation', () => {
  it('is the loader, the system and the image for each blade', () => {
    const forecast = forecastPlan({ parts, blades: 8 })!;
    expect(forecast.perBlade).toEqual({
      loader: 1_000_000,
      system: 310 * mebibyte,
      image: 500 * mebibyte,
      cluster: 0,
      all: 1_000_000 + 810 * mebibyte,
    });
    expect(forecast.bytes).toBe(8 * forecast.perBlade.all);
  });

  it('sends at the speed of the adapter, and says when that is assumed', () => {
    const known = forecastPlan({ parts, blades: 64, linkMbps: 10_000 })!;
    const guessed = forecastPlan({ parts, blades: 64 })!;
    expect([known.linkKnown, guessed.linkKnown, guessed.linkMbps]).toEqual([true, false, assumed.linkMbps]);
    expect(guessed.seconds.sending).toBe(Math.ceil(guessed.bytes / (1e9 / 8) / assumed.usableShare));
    expect(guessed.seconds.sending / known.seconds.sending).toBeCloseTo(10, 0);
  });

  it('writes a packed image at its real size', () => {
    expect(forecastPlan({ parts, blades: 1 })!.written).toBe(5000 * mebibyte);
    const plain = parts.map((part) => (part.kind === 'image' ? { ...part, path: 'os/image.bin' } : part));
    expect(forecastPlan({ parts: plain, blades: 1 })!.written).toBe(500 * mebibyte);
  });

  it('counts neither the other form of the image nor another processor', () => {
    const more = [
      ...parts,
      { path: 'os/image.bin', kind: 'image', arch: 'amd64', size: 5000 * mebibyte } as const,
      { path: 'os/arm', kind: 'kernel', arch: 'arm64', size: 90 * mebibyte } as const,
    ];
    expect(forecastPlan({ parts: more, blades: 3 })).toEqual(forecastPlan({ parts, blades: 3 }));
  });

  it('counts what every blade fetches for a cluster, and keeps unpacked beside packed', () => {
    const cluster = [
      { path: 'bin/amd64/kubelet', kind: 'binary', arch: 'amd64', size: 60 * mebibyte, satisfies: ['kubernetes'] },
      { path: 'images/amd64/etcd.tar', kind: 'container-image', arch: 'amd64', size: 20 * mebibyte, satisfies: ['kubernetes'] },
      { path: 'images/amd64/other.tar', kind: 'container-image', arch: 'amd64', size: 500 * mebibyte, satisfies: ['addon/other'] },
      { path: 'images/arm64/etcd.tar', kind: 'container-image', arch: 'arm64', size: 20 * mebibyte, satisfies: ['kubernetes'] },
    ];
    const plain = forecastPlan({ parts: [...parts, ...cluster], blades: 1 })!;
    const forecast = forecastPlan({ parts: [...parts, ...cluster], blades: 1, needs: ['kubernetes'] })!;
    expect([plain.perBlade.cluster, forecast.perBlade.cluster]).toEqual([0, 80 * mebibyte]);
    expect(forecast.perBlade.all - plain.perBlade.all).toBe(80 * mebibyte);
    expect(forecast.written - plain.written).toBe(140 * mebibyte);
  });

  it('is made for a system that installs what it runs from', () => {
    const live = [...parts.filter(({ kind }) => kind !== 'image'), { path: 'os/r', kind: 'rootfs', arch: 'amd64', size: 700 * mebibyte }];
    expect(forecastPlan({ parts: live, blades: 1 })).toMatchObject({
      perBlade: { image: 0, system: 1010 * mebibyte },
      written: 2100 * mebibyte,
    });
  });

  it.each(['kernel', 'image'])('is not made for a bundle without a %s', (kind) => {
    expect(forecastPlan({ parts: parts.filter((part) => part.kind !== kind), blades: 3 })).toBeUndefined();
  });

  it('grows with every blade, and its steps add up', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1024 }),
        fc.option(fc.constantFrom(100, 1000, 10_000), { nil: undefined }),
        (blades, linkMbps) => {
          const [some, more] = [blades, blades + 1].map((count) => forecastPlan({ parts, blades: count, linkMbps })!);
          expect(more!.bytes).toBeGreaterThan(some!.bytes);
          expect(more!.seconds.all).toBeGreaterThanOrEqual(some!.seconds.all);
          const { all, ...steps } = some!.seconds;
          expect(Object.values(steps).reduce((total, one) => total + one)).toBe(all);
        },
      ),
    );
  });
});
