import { expect, it } from 'vitest';
import type { WireEvent } from '../../domain/blade/events.ts';
import { refusalTeller } from './refusals.ts';

function teller() {
  const events: WireEvent[] = [];
  const time = { now: 0 };
  const clock = { now: () => 0, monotonic: () => time.now, sleep: async () => {} };
  return { events, time, tell: refusalTeller({ emit: (event) => void events.push(event), clock }) };
}
const asker = { address: '10.20.30.40', known: true };

it('the same refusal is told once in half a minute, another one at once', () => {
  const { events, time, tell } = teller();
  for (const now of [0, 1, 29_999]) {
    time.now = now;
    tell(asker, '/files/x', 'none such');
  }
  expect(events).toEqual([{ type: 'request-refused', protocol: 'http', address: '10.20.30.40', file: '/files/x', reason: 'none such' }]);
  tell({ ...asker, address: '10.20.30.41' }, '/files/x', 'none such');
  tell(asker, '/files/y', 'none such');
  expect(events).toHaveLength(3);
  time.now = 30_000;
  tell(asker, '/files/x', 'none such');
  expect(events).toHaveLength(4);
});

it('a flood of paths is told cut short and forgotten again', () => {
  const { events, tell } = teller();
  for (let count = 0; count <= 1_000; count += 1) tell(asker, `/files/${count}`, 'none such');
  tell(asker, '/files/0', 'none such');
  expect(events).toHaveLength(1_002);
  tell(asker, `/${'x'.repeat(10_000)}`, 'none such');
  expect(events.at(-1)).toMatchObject({ file: `/${'x'.repeat(199)}` });
});
