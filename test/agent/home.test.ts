// The installed system's call home for real: once, then nothing of the laptop's is left.

import { copyFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { environmentFile } from '../../services/render/system/environment.ts';
import { type BladeChanges, BladeOfFiles } from './blade-of-files.ts';
import { type Answers, laptopOfAnswers } from './laptop-of-answers.ts';

const home = new URL('../../resources/agent/rackstrap-home', import.meta.url).pathname;
const patiently = { timeout: 120_000 };
const unit = 'rackstrap-home.service';
/** The tool that would find the way to the laptop. */
const ip = 'echo "10.20.30.242 dev eth0 src 10.20.30.40 uid 0"';
/** Shows the OEM partition, with the config the installer left there. */
const mount = 'cat >"$2/config.ign" </dev/null';
const umount = '[ -e "$1/config.ign" ] && echo "config.ign is still there" >>"$LOG"; true';

async function callHome(answers: Answers, tools: BladeChanges['tools'] = {}, files: BladeChanges['files'] = {}) {
  using blade = new BladeOfFiles({ tools: { ip, mount, umount, ...tools }, files });
  await using laptop = await laptopOfAnswers(answers, (line) => blade.note(line));
  const more = { UNIT: unit, CONFIG_LABEL: 'OEM', CONFIG_FILE: 'config.ign', WAIT_FOR: '/etc/rackstrap/images.env' };
  const settings = blade.write('etc/rackstrap/home.env', environmentFile({ ...laptop.settings, ...more }));
  blade.write(`etc/systemd/system/${unit}`, '[Unit]\n');
  const script = blade.write('opt/bin/rackstrap-home', '');
  copyFileSync(home, script);
  const { code, said } = await blade.run(script, [settings]);
  const left = ['opt/bin/rackstrap-home', 'etc/rackstrap', `etc/systemd/system/${unit}`, 'run/rackstrap-home'].filter((path) =>
    blade.has(path),
  );
  return { code, said, left, log: blade.log.map((line) => line.split(blade.root).join('')), bodies: laptop.bodies };
}

test('reports once, then removes itself, its settings, its unit and the config on the disk', patiently, async () => {
  const { code, log, left, bodies } = await callHome({});
  expect(code).toBe(0);
  expect(bodies.booted).toEqual([
    'boot_id=11111111-2222-3333-4444-555555555555\naddress=10.20.30.40\nhostname=c1-1\nmachine_id=0123456789abcdef0123456789abcdef\n',
  ]);
  expect(log).toEqual([
    'booted',
    'mount /dev/disk/by-label/OEM /run/rackstrap-home/disk',
    'umount /run/rackstrap-home/disk',
    `systemctl disable ${unit}`,
  ]);
  expect(left).toEqual([]);
});

test('is the last to go: what another program still calls home with is left until that is done', patiently, async () => {
  const settings = 'etc/rackstrap/images.env';
  // The other program is done at the second look.
  const sleep = `echo "sleep $1" >>"$LOG"; [ "$(grep -c '^sleep' "$LOG")" -lt 2 ] || rm -f "$RACKSTRAP_ROOT/${settings}"`;
  const { log, left } = await callHome({}, { sleep }, { [settings]: "TOKEN='x'\n" });
  expect(log.slice(0, 4)).toEqual(['booted', 'sleep 10', 'sleep 10', expect.stringContaining('mount')]);
  expect(left).toEqual([]);
});

test('goes on through refusals and cut connections', patiently, async () => {
  const { log, left } = await callHome({ booted: (before) => [{ status: 503 }, { status: 403 }, { body: 'x', cutAfter: 0 }][before] });
  expect(log.slice(0, 5)).toEqual(['booted', 'booted', 'booted', 'booted', expect.stringContaining('mount')]);
  expect(left).toEqual([]);
});

test('gives up quietly after about an hour, and is there to try again at the next start', patiently, async () => {
  const sleep = 'echo "$1" >>"$LOG"; exec "$REAL_SLEEP" 0.01';
  const { code, said, log, left } = await callHome({ booted: () => ({ status: 503 }) }, { sleep });
  const seconds = log.map(Number).filter((pause) => !Number.isNaN(pause));
  const total = seconds.reduce((sum, pause) => sum + pause, 0);
  expect(total).toBeGreaterThanOrEqual(3600);
  expect(total).toBeLessThan(3600 + 200);
  expect(code).toBe(0);
  expect(said).toBe('');
  expect(left).toEqual(['opt/bin/rackstrap-home', 'etc/rackstrap', `etc/systemd/system/${unit}`]);
});
