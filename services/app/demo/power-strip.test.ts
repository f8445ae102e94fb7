import { expect, it } from 'vitest';
import { powerStrip } from './power-strip.ts';

function scene() {
  const on: string[] = [];
  const sleeps: number[] = [];
  const strip = powerStrip({
    sleep: async (milliseconds) => {
      sleeps.push(milliseconds);
      await new Promise(setImmediate);
    },
  });
  strip.putIn({
    powerOn: (slot) => void on.push(slot),
    powerOff: async (slot) => void on.splice(on.indexOf(slot) >>> 0, 1),
  });
  return { on, sleeps, strip };
}
const slots = (count: number) => Array.from({ length: count }, (_, index) => `c1/${index + 1}`);

it('switches on one after the other, a large rack faster', async () => {
  const few = scene();
  few.strip.power(slots(3), true);
  expect(few.on).toEqual(['c1/1']);
  await expect.poll(() => few.on).toEqual(slots(3));
  expect(few.sleeps[0]).toBe(150);
  const many = scene();
  many.strip.power(slots(512), true);
  await expect.poll(() => many.on).toHaveLength(512);
  expect(many.sleeps.reduce((sum, pause) => sum + pause, 0)).toBeLessThanOrEqual(15_100);
});

it('switches off at once, also what was still to be switched on', async () => {
  const { strip, on } = scene();
  strip.power(slots(3), true);
  strip.power(['c1/1', 'c1/2'], false);
  await expect.poll(() => on).toEqual(['c1/3']);
});

it('leaves off what was still to be switched on when the rack is taken out', async () => {
  const { strip, on } = scene();
  strip.power(slots(9), true);
  strip.takeOut();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(on).toEqual(['c1/1']);
});
