import { expect, test } from 'vitest';
import type { PlannedBlade } from '../../domain/plan/plan.ts';
import { localScript } from '../../render/ipxe/local.ts';
import type { IpxeHost } from './commands.ts';
import { runIpxe } from './run.ts';

const url = 'http://127.20.30.242:8080/blade/d0-00-67-13-0d-00/boot.ipxe';

/** A host that has `files` and remembers what it printed, fetched and how long it waited. */
function hostWith(files: Record<string, string>, host: Partial<IpxeHost> = {}) {
  const console: string[] = [];
  const fetched: string[] = [];
  const waits: number[] = [];
  const real: IpxeHost = {
    platform: 'pcbios',
    signal: new AbortController().signal,
    print: (line) => void console.push(line),
    pass: async (milliseconds) => void waits.push(milliseconds),
    fetch: async (from) => {
      fetched.push(from);
      const text = files[from];
      return text === undefined ? undefined : { url: from, size: text.length, text };
    },
    diskBoots: () => false,
    renew: async () => new Map([['ip', '127.20.0.7']]),
    ...host,
  };
  const run = (script: string) =>
    runIpxe(
      `#!ipxe\n${script}`,
      url,
      new Map(Object.entries({ platform: real.platform, mac: 'd0:00:67:13:0d:00', 'next-server': '127.20.30.242' })),
      real,
    );
  return { run, console, fetched, waits };
}

const base = 'http://127.20.30.242:8080/files/os';

test('boots a kernel with its arguments and its initrd, settings expanded', async () => {
  const { run } = hostWith({ [`${base}/vmlinuz`]: 'kernel', [`${base}/initrd.gz`]: 'initrd' });
  const ending = await run(
    'set base http://${next-server}:8080/files/os\nkernel ${base}/vmlinuz initrd=initrd.gz BOOTIF=01-${net0/mac:hexhyp}\ninitrd ${base}/initrd.gz\nboot',
  );
  const args = 'initrd=initrd.gz BOOTIF=01-d0-00-67-13-0d-00';
  expect(ending).toEqual({ end: 'kernel', url: `${base}/vmlinuz`, args, initrds: ['initrd.gz'] });
});

test('a failed line ends the script, and says which', async () => {
  const { run } = hostWith({});
  expect(await run('echo hello\nkernel gone\nboot')).toEqual({ end: 'failed', reason: `line 3 of ${url} failed` });
});

test('|| runs after a failure only, && after a success only, and a comment ends the line', async () => {
  const { run, console } = hostWith({});
  await run('isset nothing && echo set || echo unset\niseq a b || echo differ && echo then # echo never\niseq a a && echo same');
  expect(console).toEqual(['set', 'differ', 'then', 'same']);
});

test('a script tries again after a pause until the file is there', async () => {
  const files: Record<string, string> = {};
  const { run, waits } = hostWith(files, {
    pass: async (milliseconds) => {
      if (waits.push(milliseconds) > 3) files[`${base}/k`] = 'kernel';
    },
  });
  const ending = await run(`:again\nkernel ${base}/k || goto wait\nboot\n:wait\nsleep 5\ngoto again`);
  expect(ending.end).toBe('kernel');
  expect(waits.filter((milliseconds) => milliseconds === 5000).length).toBe(2);
});

test('a chained script comes back with its result; a chained binary takes the machine', async () => {
  const { run, console } = hostWith({ [`${base}/other`]: '#!ipxe\nexit 1', [`${base}/snponly.efi`]: 'MZ' });
  expect(await run(`chain ${base}/other || echo back\nchain ${base}/snponly.efi`)).toEqual({ end: 'loader', url: `${base}/snponly.efi` });
  expect(console).toEqual(['back']);
});

test('sanboot boots the drive it names when that holds a system, else it fails and the script goes on', async () => {
  const local = 'sanboot --no-describe --drive 0x80 || goto after-0\n:after-0\nsanboot --no-describe --drive 0x81 || exit';
  expect(await hostWith({}, { diskBoots: (index) => index === 1 }).run(local)).toEqual({ end: 'disk', index: 1 });
  expect(await hostWith({}).run(local)).toEqual({ end: 'exit', status: 0 });
  expect(await hostWith({}, { platform: 'efi', diskBoots: () => true }).run(local)).toEqual({ end: 'exit', status: 0 });
});

test('the scripts that the renderer writes run as meant', async () => {
  const blade = { slot: 'c1/1', hostname: 'c1-1', arch: 'amd64' } as PlannedBlade;
  const script = localScript(blade).replace('#!ipxe', '');
  expect(await hostWith({}, { diskBoots: (index) => index === 2 }).run(script)).toEqual({ end: 'disk', index: 2 });
  expect(await hostWith({}, { platform: 'efi' }).run(script)).toEqual({ end: 'exit', status: 1 });
});

test('a menu that waits takes its default, one that waits for ever fails', async () => {
  const menu = 'menu Rackstrap\nitem local boot the disk\nitem install install\nchoose';
  expect(await hostWith({}).run(`${menu} --timeout 3000 --default install what && goto \${what}\n:install\nexit 7`)).toEqual({
    end: 'exit',
    status: 7,
  });
  expect((await hostWith({}).run(`${menu} what`)).end).toBe('failed');
});

test('a command this blade does not know fails the boot visibly', async () => {
  const { run, console } = hostWith({});
  expect((await run('imgverify kernel kernel.sig')).end).toBe('failed');
  expect(console).toEqual(['imgverify: command not found']);
});

test('a jump to a label that is not there and a text that is no script are failures with a reason', async () => {
  const { run } = hostWith({});
  expect(await run('goto nowhere')).toEqual({ end: 'failed', reason: `line 2 of ${url}: no label nowhere` });
  expect((await runIpxe('<html>', url, new Map(), {} as IpxeHost)).end).toBe('failed');
});

test('a script that asks for itself again goes on for ever without growing', async () => {
  let asked = 0;
  const { run } = hostWith(
    {},
    {
      fetch: async (from) => {
        asked += 1;
        if (from !== url) return undefined;
        return { url, size: 1, text: asked < 2000 ? `#!ipxe\nisset \${pause} || exit 9\nchain --replace ${url}` : '#!ipxe\nexit 3' };
      },
    },
  );
  expect(await run(`set pause 2\nchain --replace ${url}`)).toEqual({ end: 'exit', status: 3 });
  expect(asked).toBe(2000);
});

test('an endless script ends when the power goes', async () => {
  const power = new AbortController();
  const { run } = hostWith({}, { signal: power.signal, pass: async () => power.abort() });
  expect((await run(':a\ngoto a')).end).toBe('exit');
});
