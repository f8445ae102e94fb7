// What a bundle lacks for a plan.

import { describe, expect, it } from 'vitest';
import { bundleLacks } from './bundle-fit.ts';
import { type Loose, readLoosely } from './loose.ts';
import type { Plan } from './plan.ts';
import { type Change, changed } from './sample.ts';
import { planV1 } from './v1.ts';

const system = [
  { path: 'os/k', kind: 'kernel' },
  { path: 'os/i', kind: 'initrd' },
  { path: 'os/d', kind: 'image' },
];
const loader = (path: string) => ({ path: `loaders/${path}`, kind: 'loader' });
const both = [loader('undionly.kpxe'), loader('x86_64/ipxe.efi')];

function lacks(parts: { path: string; kind: string }[], ...changes: Change[]) {
  const plan = readLoosely(planV1, changed(...changes)) as Loose<Plan>;
  return bundleLacks(plan, { name: 'lab', parts }).map(({ code, level, where, params }) => ({ code, level, where, ...params }));
}

describe('a bundle lacks', () => {
  it('nothing when it has a system and a loader for each firmware', () => expect(lacks([...system, ...both])).toEqual([]));
  it('each part of the system that is not there', () => {
    expect(lacks([system[1]!, ...both])).toMatchObject([{ part: 'kernel' }, { part: 'image' }]);
  });
  it('a loader for one firmware, which may not matter, or for both, which does', () => {
    expect(lacks([...system, both[0]!])).toMatchObject([{ code: 'firmware-without-loader', level: 'warning', firmware: 'UEFI (x64)' }]);
    expect(lacks(system).map(({ level }) => level)).toEqual(['error', 'error']);
  });
  it('the loader a blade asks for, told where it asks', () => {
    expect(lacks([...system, ...both], ['blades[1].loader', 'pxelinux'])).toMatchObject([
      { code: 'loader-absent', where: 'blades[1].loader', file: 'loaders/pxelinux.0' },
      { code: 'loader-absent', where: 'blades[1].loader', file: 'loaders/ldlinux.c32' },
    ]);
  });
  it('the plan’s own loader before there is any blade', () => {
    expect(lacks([...system, both[1]!], ['loader', 'undionly'], ['blades', []])).toMatchObject([
      { code: 'loader-absent', where: 'loader' },
    ]);
  });
});
