import { expect, it } from 'vitest';
import { adapters, deviceOf } from './interfaces.ts';

it('no adapter listed is the loopback, and each has a name and a link state', async () => {
  for (const adapter of await adapters()) {
    expect(adapter.addresses.every(({ address, prefixLength }) => !address.startsWith('127.') && prefixLength > 0)).toBe(true);
    expect(['up', 'down', 'unknown']).toContain(adapter.link);
  }
});

it('an address leads to its device, and one that nobody has to none', () => {
  expect(deviceOf('127.0.0.1')).toMatch(/^lo/i);
  expect(deviceOf('203.0.113.77')).toBeUndefined();
});
