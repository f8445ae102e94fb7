// What the lab takes for a blade that has everything.

import { describe, expect, it } from 'vitest';
import type { Event } from '../../services/domain/blade/events.ts';
import { imagesOf, lackingIn } from './node-steps.ts';

const step = (what: 'images' | 'cni-plugins', done: number, of: number): Event => ({
  ...{ type: 'node-step', slot: 'c1/1', step: what, done, of },
  ...{ seq: 1, at: 0 },
});

describe('a blade has everything', () => {
  const all = imagesOf('worker');
  it('when it reported its plugins and every image of its role', () => {
    expect(lackingIn([step('cni-plugins', 1, 1), step('images', all, all)], 'worker')).toBeUndefined();
  });
  it('not when the plugins, an image, or those of the control plane are missing', () => {
    expect(lackingIn([step('images', all, all)], 'worker')).toMatch('CNI plugins');
    expect(lackingIn([step('cni-plugins', 1, 1)], 'worker')).toMatch('any container image');
    expect(lackingIn([step('cni-plugins', 1, 1), step('images', all - 1, all)], 'worker')).toMatch(`${all - 1} of ${all}`);
    expect(lackingIn([step('cni-plugins', 1, 1), step('images', all, all)], 'control-plane')).toMatch(`${all + 4} are wanted`);
  });
});
