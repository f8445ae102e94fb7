// The agent for real, against a laptop that misbehaves: what it asks in which order, and what it never does.

import { expect, test } from 'vitest';
import { environmentFile } from '../../services/render/system/environment.ts';
import { type BladeChanges, BladeOfFiles, shells } from './blade-of-files.ts';
import { type Answers, goFor, laptopOfAnswers } from './laptop-of-answers.ts';

const agent = new URL('../../resources/agent/rackstrap-agent', import.meta.url).pathname;
const patiently = { timeout: 120_000 };

async function install(
  answers: Answers = {},
  changes: BladeChanges = {},
  shell?: readonly string[],
  more: Readonly<Record<string, string | number>> = {},
) {
  using blade = new BladeOfFiles(changes);
  await using laptop = await laptopOfAnswers(answers, (line) => blade.note(line));
  const settings = blade.write('etc/rackstrap/agent.env', environmentFile({ ...laptop.settings, ...more }));
  const { code, said } = await blade.run(agent, [settings], shell);
  const log = blade.log.filter((line) => line !== 'progress' && line !== 'log');
  const installer = `rackstrap-installer ${blade.path('dev/vda')} ${blade.path('run/rackstrap/image/image.bin.bz2')} ${blade.path('run/rackstrap/installed.ign')}`;
  return {
    code,
    said,
    log: log.map((line) => (line === installer ? 'INSTALLER' : line.split(blade.root).join(''))),
    bodies: laptop.bodies,
  };
}

const wholeWay = [
  'ntpdate -b -u 127.0.0.1',
  'date +%s',
  'hello',
  'inventory',
  'mount -t tmpfs -o size=1248576,mode=0700 rackstrap /run/rackstrap/image',
  'image.bin.bz2',
  'go',
  'installed.ign',
  'INSTALLER',
  'done',
  'hwclock --systohc --utc',
  'rebooting',
  'systemctl reboot',
];
const neverWrote = (log: readonly string[]) => expect(log.filter((line) => /INSTALLER|rackstrap-installer/.test(line))).toEqual([]);

test.each(shells)('goes the whole way in order under %s %s', patiently, async (...shell) => {
  const { code, log, bodies, said } = await install({}, {}, shell);
  expect(log, said).toEqual(wholeWay);
  expect(code).toBe(0);
  expect(bodies.hello).toEqual(['boot_id=11111111-2222-3333-4444-555555555555\nclock=1000000000\n']);
  expect(bodies.go).toEqual(['boot_id=11111111-2222-3333-4444-555555555555\n']);
  expect(bodies.progress?.some((body) => body === 'step=fetching\npercent=100\nbytes=200000\n')).toBe(true);
  expect(bodies.progress?.at(-1)).toMatch(/^step=writing\npercent=100\nbytes=\d+\n$/);
});

test('reports what the firmware says, whatever characters its maker put there', patiently, async () => {
  const serial = 'To Be "Filled" \\ By\tO.E.M.\u0001\u00ff';
  const { bodies } = await install(
    {},
    { files: { 'sys/class/dmi/id/product_serial': `${serial}\n`, 'sys/class/dmi/id/product_name': '' } },
  );
  expect(JSON.parse(bodies.inventory![0]!)).toEqual({
    serial: 'To Be "Filled" \\ By?O.E.M.???',
    uuid: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
    product: '',
    memoryBytes: 16_384_000_000,
    bootId: '11111111-2222-3333-4444-555555555555',
    nics: [{ name: 'eth0', mac: 'd0:00:67:13:0d:00', up: true, address: '10.20.30.40' }],
    disks: [
      {
        name: 'vda',
        serial: 'LAB-1',
        wwn: '',
        model: 'Disk "quoted" \\',
        sizeBytes: 8_589_934_592,
        transport: 'virtio',
        removable: false,
        readOnly: false,
        blank: true,
        contents: '',
      },
    ],
  });
});

test('a disk with a byte anywhere in the samples, or a signature, is not blank', patiently, async () => {
  const disk = async (changes: BladeChanges) => JSON.parse((await install({}, changes)).bodies.inventory![0]!).disks[0];
  expect(await disk({ files: { 'dev/vda': `${'\0'.repeat(5000)}x` } })).toMatchObject({
    blank: false,
    contents: 'data of an unknown kind',
  });
  expect(await disk({ tools: { wipefs: 'echo crypto_LUKS' } })).toMatchObject({ blank: false, contents: 'crypto_LUKS' });
  expect(await disk({ tools: { wipefs: 'exit 1' } })).toMatchObject({ blank: false, contents: 'cannot be read' });
});

test('sets the clock by the hello when no NTP client works', patiently, async () => {
  const { log } = await install({}, { tools: { ntpdate: 'exit 1', systemctl: '[ "$1" != cat ]' } });
  expect(log.indexOf('date -u -s @1760000000')).toBeGreaterThan(log.indexOf('hello'));
  expect(log.at(-1)).toBe('systemctl reboot');
});

test('asks again while the laptop says wait, and does not write before it says go', patiently, async () => {
  const wait = { status: 503, headers: { 'retry-after': '3' }, body: 'reason=waiting for consent to wipe\n' };
  const { log, said } = await install({ go: (before) => (before < 4 ? wait : undefined) });
  expect(log.slice(6)).toEqual(['go', 'go', 'go', 'go', ...wholeWay.slice(6)]);
  expect(said.match(/waiting for consent to wipe/g)).toHaveLength(1);
});

test('shows a refusal, restarts, and writes nothing', patiently, async () => {
  const { log, said } = await install({ go: () => ({ status: 409, body: 'reason=already installed on this arming\n' }) });
  neverWrote(log);
  expect(log.at(-1)).toBe('systemctl reboot');
  expect(said).toContain('already installed on this arming');
});

test('a live system of an earlier arming restarts and writes nothing', patiently, async () => {
  const { log } = await install({ hello: () => ({ status: 403 }) });
  neverWrote(log);
  expect(log.slice(2)).toEqual(['hello', 'systemctl reboot']);
});

test('goes on after cut connections, errors and an image that is cut off', patiently, async () => {
  const { log, said } = await install({
    hello: (before) => [{ body: 'now=1', cutAfter: 2 }, { status: 500 }, { status: 404 }][before],
    go: (before) => (before === 0 ? { body: 'disk=vdb\ndisk_serial=OTHER\n', cutAfter: 9 } : undefined),
    'installed.ign': (before) => (before === 0 ? { status: 503 } : undefined),
    'image.bin.bz2': (before) =>
      before === 0 ? { body: Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7) % 251), cutAfter: 70_000 } : undefined,
  });
  expect(log, said).toEqual([
    ...wholeWay.slice(0, 2),
    ...['hello', 'hello', 'hello', 'hello', 'inventory', wholeWay[4], 'image.bin.bz2'],
    expect.stringMatching(/^image\.bin\.bz2 bytes=[1-9]\d*-$/),
    ...['go', 'go', 'installed.ign', 'installed.ign'],
    ...wholeWay.slice(8),
  ]);
});

test('fetches a damaged image again and says so', patiently, async () => {
  const damaged = { body: new Uint8Array(200_000) };
  const { log, bodies } = await install({ 'image.bin.bz2': (before) => (before === 0 ? damaged : undefined) });
  expect(log.filter((line) => line === 'image.bin.bz2')).toHaveLength(2);
  expect(log.at(-1)).toBe('systemctl reboot');
  expect(bodies.log?.[0]).toContain('damaged');
});

test('gives up on an image that is always damaged, before asking for the go', patiently, async () => {
  const { log, bodies } = await install({ 'image.bin.bz2': () => ({ body: new Uint8Array(200_000) }) });
  neverWrote(log);
  expect(log).not.toContain('go');
  expect(log.at(-1)).toBe('failed');
  expect(bodies.failed?.[0]).toMatch(/^boot_id=.*\nreason=the image does not have the checksum .*Nothing was written\.\n$/);
});

test('a blade with too little memory fails before it fetches the image', patiently, async () => {
  const { log, bodies } = await install({}, { files: { 'proc/meminfo': 'MemTotal: 300000 kB\nMemAvailable:   200000 kB\n' } });
  expect(log.slice(2)).toEqual(['hello', 'inventory', 'failed']);
  expect(bodies.failed?.[0]).toContain('195 MiB are free');
});

test('waits as long as the laptop asks, and a while at random', patiently, async () => {
  const sleep = 'echo "sleep $1" >>"$LOG"; exec "$REAL_SLEEP" 0.02';
  const wait = { status: 503, headers: { 'retry-after': '30' } };
  const { log } = await install({ go: (before) => (before < 2 ? wait : undefined) }, { tools: { sleep } });
  expect(log.slice(log.indexOf('go'), log.indexOf('installed.ign')).join(' ')).toMatch(/^go sleep 3[01] go sleep 3[01] go$/);
});

test.each([
  {
    what: 'a disk whose serial number is not the one that was chosen',
    disk: 'vda',
    serial: 'LAB-2',
    reason: "has the serial number 'LAB-1'",
  },
  { what: 'a disk with no name', disk: '', serial: 'LAB-1', reason: 'named no disk' },
  { what: 'a disk with a path for a name', disk: '../../etc', serial: 'LAB-1', reason: 'named no disk' },
])('never writes $what', patiently, async ({ disk, serial, reason }) => {
  const { code, log, bodies } = await install({ go: (_, base) => goFor(base, disk, serial) });
  neverWrote(log);
  expect(code).toBe(0);
  expect(log.at(-1)).toBe('failed');
  expect(bodies.failed?.[0]).toContain(reason);
});

test('a go that names no config fails before anything is written', patiently, async () => {
  const { log, bodies } = await install({ go: () => ({ body: 'disk=vda\ndisk_serial=LAB-1\n' }) });
  neverWrote(log);
  expect(bodies.failed?.[0]).toContain('named no config');
});

test('never writes a disk that is in use', patiently, async () => {
  const lsblk = 'case "$*" in *MOUNTPOINT*) echo /var ;; *\'-o SERIAL\'*) echo LAB-1 ;; esac';
  const { log, bodies } = await install({}, { tools: { lsblk } });
  neverWrote(log);
  expect(bodies.failed?.[0]).toContain('in use (/var )');
});

test('an installer that fails leaves the machine up, with its last words told', patiently, async () => {
  const installer = 'echo "starting"; echo "dd: error writing: Input/output error"; exit 4';
  const { code, log, bodies } = await install({}, { tools: { 'rackstrap-installer': installer } });
  expect(code).toBe(0);
  expect(log.slice(-2)).toEqual(['INSTALLER', 'failed']);
  expect(bodies.failed?.[0]).toContain('dd: error writing: Input/output error');
  expect(bodies.log?.at(-1)).toContain('starting\ndd: error');
});

test('tells how far the installer has read the image', patiently, async () => {
  const { bodies } = await install(
    {},
    {
      tools: { 'rackstrap-installer': 'for second in $(seq 20); do sleep 1; done' },
      files: { 'proc/77/fdinfo/3': 'pos:\t100000\nflags:\t0100000\n' },
      links: { 'proc/77/fd/3': 'run/rackstrap/image/image.bin.bz2' },
    },
  );
  expect(bodies.progress).toContain('step=writing\npercent=50\nbytes=0\n');
});

test('a live system that brings what it installs fetches no image, and its installer tells how far it is', patiently, async () => {
  const slow = 'printf "Read disk 1.2 GiB/2.5 GiB (48%%)\\r"; for second in $(seq 20); do sleep 1; done';
  const none = { IMAGE_URL: '', IMAGE_BYTES: 0, IMAGE_SHA256: '' };
  const little = { 'proc/meminfo': 'MemTotal: 300000 kB\nMemAvailable:   200000 kB\n' };
  const { log, bodies } = await install({}, { tools: { 'rackstrap-installer': slow }, files: little }, undefined, none);
  expect(log).toEqual([
    ...wholeWay.slice(0, 4),
    ...wholeWay.slice(6, 8),
    expect.stringMatching(/^rackstrap-installer \/dev\/vda {2}\/run\/rackstrap\/installed\.ign$/),
    ...wholeWay.slice(9),
  ]);
  expect(bodies.progress).toContain('step=writing\npercent=48\nbytes=0\n');
});

test('started again after a crash, it does not fetch the image twice', patiently, async () => {
  using blade = new BladeOfFiles({ tools: { 'rackstrap-installer': 'kill -9 $PPID' } });
  await using laptop = await laptopOfAnswers({}, (line) => blade.note(line));
  const settings = blade.write('etc/rackstrap/agent.env', environmentFile(laptop.settings));
  expect((await blade.run(agent, [settings])).code).not.toBe(0);
  blade.tool('rackstrap-installer', 'exit 0');
  expect((await blade.run(agent, [settings])).code).toBe(0);
  expect(blade.log.filter((line) => line === 'image.bin.bz2')).toHaveLength(1);
  expect(blade.log.at(-1)).toBe('systemctl reboot');
});
