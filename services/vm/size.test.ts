import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sizeFor, wantedSize } from './size.ts';

describe('how large the machine is', () => {
  it.each([
    ['a small laptop', { memoryMiB: 7900, cpus: 4 }, { memoryMiB: 3840, cpus: 2 }],
    ['a usual one', { memoryMiB: 15_900, cpus: 8 }, { memoryMiB: 4096, cpus: 4 }],
    ['a large one', { memoryMiB: 64_000, cpus: 32 }, { memoryMiB: 4096, cpus: 4 }],
    ['one with two processors', { memoryMiB: 8000, cpus: 2 }, { memoryMiB: 3840, cpus: 2 }],
  ])('on %s', (_, laptop, expected) => {
    expect(sizeFor(laptop, 1000)).toEqual({ ok: true, value: expected });
  });
  it('is what its installation needs, where that is more', () => {
    expect(sizeFor({ memoryMiB: 16_000, cpus: 8 }, 5000)).toMatchObject({ value: { memoryMiB: 5120 } });
  });
  it('is refused on a laptop that has no room for it', () => {
    expect(sizeFor({ memoryMiB: 3900, cpus: 4 }, 1000)).toMatchObject({
      ok: false,
      problems: [{ code: 'vm-memory', params: { needs: 2560, has: 2364 } }],
    });
  });
  it('never takes what the laptop keeps, and is never too small for a control plane', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 512, max: 200_000 }),
        fc.integer({ min: 1, max: 128 }),
        fc.nat({ max: 8000 }),
        (memoryMiB, cpus, needs) => {
          const size = sizeFor({ memoryMiB, cpus }, needs);
          if (!size.ok) return;
          expect(size.value.memoryMiB).toBeGreaterThanOrEqual(Math.max(1700, needs));
          expect(size.value.memoryMiB).toBeLessThanOrEqual(memoryMiB - 1536);
          expect(size.value.cpus).toBeGreaterThanOrEqual(2);
        },
      ),
    );
  });
});

describe('what somebody wants instead', () => {
  const laptop = { memoryMiB: 16_000, cpus: 8 };
  const size = { memoryMiB: 4096, cpus: 4 };
  it('is given as far as the laptop has it', () => {
    expect(wantedSize(size, { memoryMiB: 8192 }, laptop)).toEqual({ ok: true, value: { memoryMiB: 8192, cpus: 4 } });
    expect(wantedSize(size, { cpus: 6 }, laptop)).toEqual({ ok: true, value: { memoryMiB: 4096, cpus: 6 } });
  });
  it.each([1024, 16_000])('is refused with %i MiB', (memoryMiB) => {
    expect(wantedSize(size, { memoryMiB }, laptop)).toMatchObject({ ok: false, problems: [{ code: 'vm-memory-wanted' }] });
  });
});
