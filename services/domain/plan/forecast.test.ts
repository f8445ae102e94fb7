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
