import { expect, test } from 'vitest';
import type { Plan } from '../../domain/plan/plan.ts';
import { changed } from '../../domain/plan/sample.ts';
import { planV1 } from '../../domain/plan/v1.ts';
import type { AddressHolder } from '../../platform/arp.ts';
import { type AddressCheck, refuseHeldAddresses } from './address-check.ts';

const plan: Plan = planV1.parse(changed());
const check = (holders: AddressCheck['holders'], device: string | undefined = 'eth1') =>
  refuseHeldAddresses({ plan, slots: ['c1/1'], device, own: [], holders });
const heard = (...holders: AddressHolder[]) => check(() => Promise.resolve(holders));

test('arming goes on where nobody has the addresses', async () => {
  expect(await heard({ address: '10.20.30.40', mac: plan.blades[0]!.macs[0]! })).toEqual([]);
});

test('arming is refused where somebody else has one', async () => {
  await expect(heard({ address: '10.20.30.40', mac: '02:00:00:00:00:99' })).rejects.toMatchObject({
    problems: [{ code: 'address-in-use', where: 'c1/1', level: 'error' }],
  });
});

test('that nobody could be asked is told and refuses nothing', async () => {
  const told = await check(() => Promise.reject(Object.assign(new Error('eth1 has no link'), { code: 'ENETDOWN' })));
  expect(told).toMatchObject([{ code: 'addresses-not-asked', where: 'eth1', level: 'warning', params: { reason: 'eth1 has no link' } }]);
});

test('on a simulated wire nobody is asked', async () => {
  const never = () => Promise.reject(new Error('asked all the same'));
  expect(await refuseHeldAddresses({ plan, slots: ['c1/1'], device: undefined, own: [], holders: never })).toEqual([]);
});
