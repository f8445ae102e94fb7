import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { planCheck, printPlanCheck } from './plan-check.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'rackstrap-plan-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const bad = `apiVersion: rackstrap/v1
name: rack
architecture: development
bundle: lab
network:
  subnet: 10.20.30.0/24
  laptop: 10.20.30.242
  dns: [10.20.30.242]
chassis: [{ name: c1, slots: 3, firstIp: 10.20.30.40 }]
blades:
  - slot: c1/1
    role: control-plane
    macs: [d0:00:67:13:0d:00]
  - slot: c1/4
    macs:
      - d0:00:67:13:0d:0g
access:
  autologin: true
`;

it('prints a paragraph per problem in the order of the file, and the counts', async () => {
  const file = join(directory, 'rack.yaml');
  writeFileSync(file, bad);
  expect(printPlanCheck(await planCheck(file)).replaceAll(directory, '')).toBe(`warning  /rack.yaml:8:9 network.dns[0]
  The DNS server at 10.20.30.242 is this laptop: the installed blades would lose it when the laptop leaves.
  → Write the address of one that stays.

error  /rack.yaml:14:5 blades[1].slot
  Chassis c1 has 3 slots; there is no slot 4.
  → Correct the slot, or the number of slots.

error  /rack.yaml:16:9 blades[1].macs[0]
  "d0:00:67:13:0d:0g" does not belong here.
  → Write six pairs of hexadecimal digits, for example d0:00:67:13:0d:00.

The plan cannot be used: 2 errors, 1 warning.`);
});

it('prints one JSON object in one line', async () => {
  const file = join(directory, 'rack.yaml');
  writeFileSync(file, bad);
  const text = printPlanCheck(await planCheck(file), { json: true });
  expect(text).not.toContain('\n');
  expect(JSON.parse(text)).toEqual({
    ok: false,
    problems: [
      expect.objectContaining({ code: 'plan-needs-laptop', level: 'warning', where: 'network.dns[0]', line: 8, column: 9 }),
      expect.objectContaining({ code: 'plan-slot-beyond', level: 'error', where: 'blades[1].slot', line: 14 }),
      {
        code: 'plan-value-wrong',
        level: 'error',
        where: 'blades[1].macs[0]',
        what: '"d0:00:67:13:0d:0g" does not belong here.',
        todo: 'Write six pairs of hexadecimal digits, for example d0:00:67:13:0d:00.',
        line: 16,
        column: 9,
      },
    ],
  });
});

it('says of a good plan that it can be used, and gives it', async () => {
  const check = await planCheck(new URL('../../resources/plans/three-nodes.yaml', import.meta.url).pathname);
  expect(check.plan?.blades).toHaveLength(3);
  expect(printPlanCheck(check).split('\n').at(-1)).toBe('Plan three-nodes with 3 blades can be used: 0 errors, 2 warnings.');
});

it('tells of a file that is not there as of any other problem', async () => {
  const check = await planCheck(join(directory, 'none.yaml'));
  expect(printPlanCheck(check)).toContain('cannot be read: there is no such file or directory.');
  expect(JSON.parse(printPlanCheck(check, { json: true }))).toMatchObject({
    ok: false,
    problems: [{ code: 'plan-unreadable', where: '' }],
  });
});
