import { expect, test } from 'vitest';
import { hostAndPort, movingVip } from './endpoint.ts';

test('an IPv6 address is set apart from the port', () => {
  expect(hostAndPort('10.20.30.9', 6443)).toBe('10.20.30.9:6443');
  expect(hostAndPort('fd00::9', 6443)).toBe('[fd00::9]:6443');
});

test('a VIP moves where there is more than one blade for it', () => {
  const vip = (architecture?: 'laptop' | 'small' | 'development' | 'production') =>
    movingVip({ ...(architecture ? { architecture } : {}), network: { vip: '10.20.30.9' } });
  expect([vip('small'), vip('production'), vip('development'), vip('laptop')]).toEqual(['10.20.30.9', '10.20.30.9', undefined, undefined]);
  // Nothing speaks against it yet.
  expect(vip()).toBe('10.20.30.9');
  expect(movingVip({ architecture: 'small', network: { vip: null } })).toBeUndefined();
});
