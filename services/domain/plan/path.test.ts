import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePath, pathText } from './path.ts';

it.each([
  [[], ''],
  [['network', 'dhcp', 'pool', 'first'], 'network.dhcp.pool.first'],
  [['blades', 2, 'macs', 0], 'blades[2].macs[0]'],
  [['blades', 0, 'labels', 'example.org/rack'], 'blades[0].labels["example.org/rack"]'],
  [[0], '[0]'],
])('writes %j as %s', (path, text) => {
  expect(pathText(path)).toBe(text);
  expect(parsePath(text)).toEqual(path);
});

it('reads back every path it writes', () => {
  const step = fc.oneof(fc.string(), fc.stringMatching(/^[a-z"[\].\\0-9-]{1,8}$/), fc.nat());
  fc.assert(fc.property(fc.array(step), (path) => void expect(parsePath(pathText(path))).toEqual(path)));
});
