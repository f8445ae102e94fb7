// The real gpg with a home of its own: keys made and files signed on any day, and its verdicts.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Gpg {
  /** Runs gpg, as if it were this day; its standard output. Throws with what it said when it fails. */
  run(day: string, words: readonly string[], input?: string): string;
  /** Makes a primary key; its fingerprint. `usage` and `expires` in gpg's words. */
  primary(day: string, name: string, usage: string, expires?: string): string;
  /** Adds a subkey; its fingerprint. */
  subkey(day: string, primary: string, usage: string, expires?: string): string;
  /** Of a primary, then of its subkeys. */
  fingerprints(day: string, key: string): string[];
  /** A detached signature by exactly this key. */
  sign(day: string, key: string, bytes: Uint8Array, ...words: string[]): Uint8Array;
  /** Takes back what a subkey may do: it may authenticate only from then on. */
  changeUsage(day: string, primary: string, subkey: string): void;
  revokeSubkey(day: string, primary: string, subkey: string): void;
  /** By the certificate that gpg made with the key. */
  revoke(primary: string): void;
  /** The public key file as it stands, armoured. */
  export(primary: string): Uint8Array;
  /** Several keys in one file, binary. */
  exportBinary(...primaries: string[]): Uint8Array;
  close(): void;
}

const quiet = ['--batch', '--yes', '--quiet', '--no-permission-warning', '--passphrase', '', '--pinentry-mode', 'loopback'];

/** `2021-06-01` as gpg takes it: fixed, or its clock would go on. */
const faked = (day: string) => ['--faked-system-time', `${day.replaceAll('-', '')}T120000!`];

function gpgIn(home: string, words: readonly string[], input?: string) {
  const { status, stdout, stderr } = spawnSync('gpg', ['--homedir', home, ...quiet, ...words], {
    encoding: 'utf8',
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
}

/** gpg's agent ends with its home. */
function leave(home: string): void {
  spawnSync('gpgconf', ['--homedir', home, '--kill', 'all']);
  rmSync(home, { recursive: true, force: true });
}

export function openGpg(): Gpg {
  const home = mkdtempSync(join(tmpdir(), 'gpg-'));
  const run: Gpg['run'] = (day, words, input) => {
    const { status, stdout, stderr } = gpgIn(home, [...faked(day), ...words], input);
    if (status !== 0) throw new Error(`gpg ${words.join(' ')}: ${stderr}`);
    return stdout;
  };
  const fingerprints = (day: string, key: string) =>
    run(day, ['--with-colons', '--with-subkey-fingerprint', '--list-keys', key])
      .split('\n')
      .filter((line) => line.startsWith('fpr:'))
      .map((line) => line.split(':')[9]!);
  const exported = (...words: string[]) => {
    const file = join(home, 'exported');
    run('2026-01-01', [
      ...words.filter((word) => word.startsWith('--')),
      '--output',
      file,
      '--export',
      ...words.filter((word) => !word.startsWith('--')),
    ]);
    return readFileSync(file);
  };
  /** What a person would type at gpg's prompt. */
  const edit = (day: string, primary: string, lines: readonly string[]) =>
    void run(day, ['--no-batch', '--no-tty', '--command-fd', '0', '--edit-key', primary], `${lines.join('\n')}\n`);
  return {
    run,
    fingerprints,
    primary(day, name, usage, expires = 'never') {
      run(day, ['--quick-generate-key', `${name} <${name.toLowerCase()}@example.org>`, 'ed25519', usage, expires]);
      return fingerprints(day, name)[0]!;
    },
    subkey(day, primary, usage, expires = 'never') {
      run(day, ['--quick-add-key', primary, 'ed25519', usage, expires]);
      return fingerprints(day, primary).at(-1)!;
    },
    sign(day, key, bytes, ...words) {
      const file = join(home, 'document');
      writeFileSync(file, bytes);
      run(day, [...words, '--local-user', `${key}!`, '--output', `${file}.sig`, '--detach-sign', file]);
      return readFileSync(`${file}.sig`);
    },
    changeUsage: (day, primary, subkey) => edit(day, primary, [`key ${subkey}`, 'change-usage', 's', 'a', 'q', 'save']),
    revokeSubkey: (day, primary, subkey) => edit(day, primary, [`key ${subkey}`, 'revkey', 'y', '0', '', 'y', 'save']),
    revoke(primary) {
      const certificate = join(home, 'openpgp-revocs.d', `${primary}.rev`);
      const text = readFileSync(certificate, 'utf8').replace(/^:-----BEGIN/m, '-----BEGIN');
      run('2026-01-01', ['--import'], text);
    },
    export: (primary) => exported('--armor', primary),
    exportBinary: (...primaries) => exported(...primaries),
    close: () => leave(home),
  };
}

/** What `gpg --verify` says on that day of a file with nothing but this key file: its exit code, 0 for good. */
export function gpgVerdict(day: string, keys: Uint8Array, signature: Uint8Array, bytes: Uint8Array): number | null {
  const home = mkdtempSync(join(tmpdir(), 'gpg-'));
  try {
    for (const [name, content] of Object.entries({ keys, signature, bytes })) writeFileSync(join(home, name), content);
    gpgIn(home, [...faked(day), '--import', join(home, 'keys')]);
    return gpgIn(home, [...faked(day), '--verify', join(home, 'signature'), join(home, 'bytes')]).status;
  } finally {
    leave(home);
  }
}
