// The installed system's call home for real: the config it came from goes first, the laptop hears once, then nothing of the laptop's is left.

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
const removal = ['mount /dev/disk/by-label/OEM /run/rackstrap-home.disk', 'umount /run/rackstrap-home.disk'];
const imagesSettings = 'etc/rackstrap/images.env';

interface Given {
  readonly answers?: Answers;
  readonly tools?: BladeChanges['tools'];
  readonly files?: BladeChanges['files'];
  readonly waitFor?: string;
}

async function callHome({ answers = {}, tools = {}, files = {}, waitFor = '' }: Given = {}) {
  using blade = new BladeOfFiles({ tools: { ip, mount, umount, ...tools }, files });
  await using laptop = await laptopOfAnswers(answers, (line) => blade.note(line));
  const more = { UNIT: unit, CONFIG_LABEL: 'OEM', CONFIG_FILE: 'config.ign', WAIT_FOR: waitFor };
  const settings = blade.write('etc/rackstrap/home.env', environmentFile({ ...laptop.settings, ...more }));
  blade.write(`etc/systemd/system/${unit}`, '[Unit]\n');
  const script = blade.write('opt/bin/rackstrap-home', '');
  copyFileSync(home, script);
  const { code, said } = await blade.run(script, [settings]);
  const left = [
    'opt/bin/rackstrap-home',
    'etc/rackstrap/home.env',
    'etc/rackstrap',
    `etc/systemd/system/${unit}`,
    'run/rackstrap-home',
    'run/rackstrap-home.disk',
  ].filter((path) => blade.has(path));
  return { code, said, left, log: blade.log.map((line) => line.split(blade.root).join('')), bodies: laptop.bodies };
}

test('removes the config on the disk, reports once, then removes itself, its settings and its unit', patiently, async () => {
  const { code, log, left, bodies } = await callHome();
  expect(code).toBe(0);
  expect(bodies.booted).toEqual([
    'boot_id=11111111-2222-3333-4444-555555555555\naddress=10.20.30.40\nhostname=c1-1\nmachine_id=0123456789abcdef0123456789abcdef\n',
  ]);
  expect(log).toEqual([...removal, 'booted', `systemctl disable ${unit}`]);
  expect(left).toEqual([]);
});

test('a config that is read at every boot stays until nothing of it is needed any more', patiently, async () => {
  // The other program is done at the second look.
  const sleep = `echo "sleep $1" >>"$LOG"; [ "$(grep -c '^sleep' "$LOG")" -lt 2 ] || rm -f "$RACKSTRAP_ROOT/${imagesSettings}"`;
  const given = { tools: { sleep }, files: { [imagesSettings]: "TOKEN='x'\n" }, waitFor: `/${imagesSettings}` };
  const { log, left } = await callHome(given);
  expect(log).toEqual(['booted', 'sleep 10', 'sleep 10', ...removal, `systemctl disable ${unit}`]);
  expect(left).toEqual([]);
});

test('such a config goes while the laptop is still silent, too', patiently, async () => {
  const sleep = `rm -f "$RACKSTRAP_ROOT/${imagesSettings}"`;
  const answers: Answers = { booted: (before) => (before < 2 ? { status: 503 } : undefined) };
  const { log } = await callHome({ answers, tools: { sleep }, files: { [imagesSettings]: '' }, waitFor: `/${imagesSettings}` });
  expect(log.slice(0, 5)).toEqual(['booted', ...removal, 'booted', 'booted']);
});

test('a disk that cannot be mounted is told, and this program stays for the next start', patiently, async () => {
  const { code, said, left, bodies } = await callHome({ tools: { mount: 'echo "mount: no such device" >&2; exit 32' } });
  expect(code).toBe(1);
  expect(bodies.booted).toHaveLength(1);
  expect(said).toContain('mount: no such device');
  expect(said).toContain('Rackstrap: cannot remove config.ign, with the secrets of this blade, from the file system OEM.');
  expect(left).toEqual(expect.arrayContaining(['opt/bin/rackstrap-home', 'etc/rackstrap/home.env', `etc/systemd/system/${unit}`]));
});

test('a config that cannot be removed counts as there', patiently, async () => {
  const { code, left } = await callHome({ tools: { mount: 'mkdir -p "$2/config.ign"', umount: 'rm -r "$1/config.ign"' } });
  expect(code).toBe(1);
  expect(left).toContain('etc/rackstrap/home.env');
});

test('what stays mounted is not removed with the rest', patiently, async () => {
  const umount = '[ -e "$LOG.busy" ] && exit 0; : >"$LOG.busy"; : >"$1/the system"; exit 1';
  const { left } = await callHome({ tools: { umount } });
  expect(left).toEqual(['run/rackstrap-home.disk']);
});

test('goes on through refusals and cut connections', patiently, async () => {
  const { log, left } = await callHome({
    answers: { booted: (before) => [{ status: 503 }, { status: 403 }, { body: 'x', cutAfter: 0 }][before] },
  });
  expect(log).toEqual([...removal, 'booted', 'booted', 'booted', 'booted', `systemctl disable ${unit}`]);
  expect(left).toEqual([]);
});

test('gives up for good after about an hour, and keeps nothing', patiently, async () => {
  const sleep = 'echo "$1" >>"$LOG"; exec "$REAL_SLEEP" 0.01';
  const { code, said, log, left } = await callHome({ answers: { booted: () => ({ status: 503 }) }, tools: { sleep } });
  const seconds = log.map(Number).filter((pause) => !Number.isNaN(pause));
  const total = seconds.reduce((sum, pause) => sum + pause, 0);
  expect(total).toBeGreaterThanOrEqual(3600);
  expect(total).toBeLessThan(3600 + 200);
  expect({ code, said, left }).toEqual({ code: 0, said: '', left: [] });
});

test('a cut while it goes leaves no token', patiently, async () => {
  const { left } = await callHome({ tools: { systemctl: 'kill -9 $PPID' } });
  expect(left).toEqual(['opt/bin/rackstrap-home', 'etc/rackstrap', `etc/systemd/system/${unit}`, 'run/rackstrap-home']);
});
