// A blade made of files: the agent's shell scripts run for real, while everything that could touch this machine is a stand-in that writes down its call.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Tools that only compute, or write below the blade's own root. Nothing else of this machine is on the scripts' PATH. */
const harmless =
  'awk busybox cat chmod cmp cp curl cut dash dd find grep gzip head mkdir mkfifo mv od rm rmdir sed seq sh sha256sum sort stat tail tar tee tr uniq wc'.split(
    ' ',
  );

/** Stand-ins, each a few lines of shell named for what it does. `$LOG` takes one line per call. */
const standIns: Readonly<Record<string, string>> = {
  sleep: 'exec "$REAL_SLEEP" 0.02',
  ntpdate: 'exit 0',
  timeout: 'shift; exec "$@"',
  date: 'case "$*" in +%s) echo 1000000000 ;; esac',
  mount: 'exit 0',
  mountpoint: 'exit 1',
  umount: 'exit 0',
  sync: 'exit 0',
  hwclock: 'exit 0',
  systemctl: 'exit 0',
  ip: 'echo "2: eth0 inet 10.20.30.40/24 brd 10.20.30.255 scope global eth0"',
  wipefs: 'exit 0',
  lsblk: `case "$*" in
    '-d -n -r -o NAME,TYPE') echo 'vda disk'; echo 'sr0 rom'; echo 'zram0 disk' ;;
    *NAME,TYPE,SERIAL*) echo 'NAME="vda" TYPE="disk" SERIAL="LAB-1" WWN="" MODEL="Disk \\x22quoted\\x22 \\x5c" SIZE="8589934592" TRAN="virtio" RM="0" RO="0"' ;;
    *PTTYPE*) echo 'NAME="vda" TYPE="disk" PTTYPE="" FSTYPE="" LABEL="" PARTLABEL=""' ;;
    *'-o SERIAL'*) echo LAB-1 ;;
    *MOUNTPOINT*) echo ;;
    *'-o NAME'*) echo vda ;;
  esac`,
  'rackstrap-installer': 'cat "$2" >/dev/null; echo Success',
};

/** What most tests do not care about. */
const quiet = new Set(['sleep', 'timeout', 'lsblk', 'wipefs', 'ip', 'mountpoint', 'sync']);

const files: Readonly<Record<string, string>> = {
  'proc/sys/kernel/random/boot_id': '11111111-2222-3333-4444-555555555555\n',
  'proc/sys/kernel/hostname': 'c1-1\n',
  'proc/meminfo': 'MemTotal:       16000000 kB\nMemFree:        9000000 kB\nMemAvailable:   12000000 kB\n',
  'etc/machine-id': '0123456789abcdef0123456789abcdef\n',
  'sys/class/dmi/id/product_serial': 'S/N 42\n',
  'sys/class/dmi/id/product_uuid': 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee\n',
  'sys/class/dmi/id/product_name': 'Blade 9\n',
  'sys/class/net/eth0/address': 'd0:00:67:13:0d:00\n',
  'sys/class/net/eth0/operstate': 'up\n',
  'sys/class/net/eth0/device': '',
  'sys/class/net/lo/address': '00:00:00:00:00:00\n',
  'sys/block/vda/stat': '0 0 0 0 7 0 4096 0 0 0 0\n',
  'dev/vda': '',
};

/** A shell with programs of its own inside, as busybox-static is built, would run those instead of the stand-ins: mount for real, set clocks. */
function takesStandIns([program = '', ...options]: readonly string[]): boolean {
  if (!existsSync(program)) return false;
  const { stdout } = spawnSync(program, [...options, '-c', 'mount'], { env: { PATH: '/nowhere' }, encoding: 'utf8' });
  return stdout === '';
}

/** The shells of this machine that the scripts are tested under, each with its options. */
export const shells = [['/bin/dash'], ['/bin/bash', '--posix'], ['/bin/busybox', 'sh']].filter(takesStandIns);

/** A script that waits for ever is ended after this, also when its test has given up on it. */
const longestMilliseconds = 100_000;

export interface BladeChanges {
  /** Instead of the stand-in of this name; undefined leaves the tool out. */
  readonly tools?: Readonly<Record<string, string | undefined>>;
  readonly files?: Readonly<Record<string, string>>;
  /** Symbolic links, from and to a path on the blade. */
  readonly links?: Readonly<Record<string, string>>;
}

export class BladeOfFiles implements Disposable {
  readonly root = mkdtempSync(join(tmpdir(), 'blade-of-files-'));
  readonly #log = join(this.root, 'log');
  readonly #children: ChildProcess[] = [];

  constructor({ tools = {}, files: changed = {}, links = {} }: BladeChanges = {}) {
    for (const [path, text] of Object.entries({ ...files, ...changed })) this.write(path, text);
    const everyTool = { ...standIns, ...tools };
    for (const [name, text] of Object.entries(everyTool)) if (text !== undefined) this.tool(name, text);
    for (const name of harmless) this.#link(name);
    for (const [path, target] of Object.entries(links)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true });
      symlinkSync(join(this.root, target), join(this.root, path));
    }
    this.write('log', '');
  }

  write(path: string, text: string): string {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  }

  /** Puts a stand-in on the PATH; it notes its call first. */
  tool(name: string, text: string): void {
    const note = quiet.has(name) ? '' : `echo "${name} $*" >>"$LOG"\n`;
    chmodSync(this.write(`bin/${name}`, `#!/bin/sh\n${note}${text}\n`), 0o755);
  }

  /** The same instead of a real tool, and unnoted: it is called too often. */
  replace(name: string, text: string): void {
    rmSync(join(this.root, 'bin', name), { force: true });
    chmodSync(this.write(`bin/${name}`, `#!/bin/sh\n${text}\n`), 0o755);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8');
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true, force: true });
  }

  #link(name: string): void {
    const real = ['/usr/bin', '/bin'].map((directory) => join(directory, name)).find((path) => existsSync(path));
    if (real) symlinkSync(real, join(this.root, 'bin', name));
  }

  /** One line into the same log the stand-ins write, so that the order of everything can be read from it. */
  note(line: string): void {
    writeFileSync(this.#log, `${line}\n`, { flag: 'a' });
  }

  get log(): string[] {
    return readFileSync(this.#log, 'utf8').split('\n').filter(Boolean);
  }

  has(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  path(path: string): string {
    return join(this.root, path);
  }

  /** Runs a script on this blade to its end; what it said and how it ended. */
  run(script: string, args: readonly string[], shell: readonly string[] = ['/bin/sh']): Promise<{ code: number | null; said: string }> {
    const [program = '/bin/sh', ...options] = shell;
    const env = { PATH: join(this.root, 'bin'), RACKSTRAP_ROOT: this.root, LOG: this.#log, REAL_SLEEP: '/bin/sleep' };
    const child = spawn(program, [...options, script, ...args], { env, timeout: longestMilliseconds, killSignal: 'SIGKILL' });
    this.#children.push(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += bytes));
    return new Promise((resolve) => child.on('close', (code) => resolve({ code, said })));
  }

  [Symbol.dispose](): void {
    for (const child of this.#children) child.kill('SIGKILL');
    rmSync(this.root, { recursive: true, force: true });
  }
}
