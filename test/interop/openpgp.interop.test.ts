// Who may have signed a release: our verdict beside that of the real gpg, over keys that gpg made.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examineSignature, pinnedKey, type Signing } from '../../services/bundle/openpgp/index.ts';
import { failed, ok, type Result } from '../../services/domain/problem.ts';
import { type Gpg, gpgVerdict, openGpg } from './gpg.ts';

const document = new TextEncoder().encode('a kernel, or what stands for one');
const today = '2026-11-21';

const directory = mkdtempSync(join(tmpdir(), 'openpgp-'));
const file = join(directory, 'vmlinuz');
let gpg: Gpg;
let project = '';
let keys: Uint8Array;
beforeAll(() => {
  writeFileSync(file, document);
  gpg = openGpg();
  project = gpg.primary('2020-01-01', 'Project', 'cert');
});
afterAll(() => {
  gpg.close();
  rmSync(directory, { recursive: true, force: true });
});

interface Case {
  readonly signature: Uint8Array;
  readonly keys: Uint8Array;
  readonly fingerprint?: string;
  readonly today?: string;
  readonly file?: string;
}

async function ourVerdict(keyFile: Uint8Array, fingerprint: string, bytes: Uint8Array, day: string): Promise<Result<Signing>> {
  const part = 'os/amd64/vmlinuz';
  const key = await pinnedKey(keyFile, fingerprint, part);
  if (!key.ok) return key;
  const examined = await examineSignature({ part, bytes, key: key.value, now: Date.parse(day) });
  if (!examined.ok) return examined;
  const wrong = await examined.value.problemOf(file);
  return wrong ? failed(wrong) : ok(examined.value.signing);
}

/** What we say, `good` or a problem's code, and what gpg says by its exit code. */
async function verdicts({ signature, keys: keyFile, fingerprint = project, today: day = today, ...rest }: Case) {
  const bytes = rest.file === undefined ? document : new TextEncoder().encode(rest.file);
  writeFileSync(file, bytes);
  const found = await ourVerdict(keyFile, fingerprint, signature, day);
  const ours = found.ok ? 'good' : found.problems.map(({ code }) => code).join();
  return { ours, gpg: gpgVerdict(day, keyFile, signature, bytes), found };
}

describe('what gpg calls good and we do too', () => {
  test('a subkey in force', async () => {
    const subkey = gpg.subkey('2020-02-01', project, 'sign');
    const signature = gpg.sign('2021-01-01', subkey, document);
    keys = gpg.export(project);
    const { found, gpg: theirs } = await verdicts({ signature, keys });
    expect(found).toEqual({ ok: true, value: { key: project, subkey, signed: new Date('2021-01-01T12:00:00Z') } });
    expect(theirs).toBe(0);
  });

  test('a subkey that expired after it had signed, which is reported', async () => {
    const subkey = gpg.subkey('2020-03-01', project, 'sign', '2022-01-01');
    const signature = gpg.sign('2021-06-01', subkey, document);
    const { found, gpg: theirs } = await verdicts({ signature, keys: gpg.export(project) });
    expect(found).toMatchObject({ ok: true, value: { subkey, expired: new Date('2022-01-01T12:00:00Z') } });
    expect(theirs).toBe(0);
  });

  test('the primary itself, in a binary key file with others', async () => {
    const fedora = gpg.primary('2024-01-01', 'Fedora', 'cert,sign');
    const signature = gpg.sign('2025-01-01', fedora, document);
    const { found, gpg: theirs } = await verdicts({ signature, keys: gpg.exportBinary(project, fedora), fingerprint: fedora });
    expect(found).toEqual({ ok: true, value: { key: fedora, signed: new Date('2025-01-01T12:00:00Z') } });
    expect(theirs).toBe(0);
  });

  test('a subkey that was prolonged after it had signed, and whose old binding is gone', async () => {
    const subkey = gpg.subkey('2023-01-01', project, 'sign', '2024-01-01');
    const signature = gpg.sign('2023-06-01', subkey, document);
    gpg.run('2023-12-01', ['--quick-set-expire', project, '2028-01-01', subkey]);
    gpg.run('2023-12-01', ['--export-options', 'export-minimal', '--output', join(directory, 'minimal'), '--export', project]);
    const { ours, gpg: theirs } = await verdicts({ signature, keys: readFileSync(join(directory, 'minimal')) });
    expect({ ours, theirs }).toEqual({ ours: 'good', theirs: 0 });
  });

  test('a key of 2013, which vouched for itself over SHA-1 as all did then', async () => {
    const day = '2013-09-06';
    gpg.run(day, ['--cert-digest-algo', 'SHA1', '--quick-generate-key', 'Old <old@example.org>', 'rsa2048', 'cert', 'never']);
    const [old] = gpg.fingerprints(day, 'old@example.org');
    const subkey = gpg.subkey(day, old!, 'sign', '2014-09-06');
    const signature = gpg.sign('2014-01-01', subkey, document);
    const { ours, gpg: theirs } = await verdicts({ signature, keys: gpg.export(old!), fingerprint: old! });
    expect({ ours, theirs }).toEqual({ ours: 'good', theirs: 0 });
  });
});

describe('what gpg calls good and we refuse', () => {
  test('a signature made after its subkey had expired by this key file; the prolonged one is good', async () => {
    const subkey = gpg.subkey('2021-01-01', project, 'sign', '2022-01-01');
    const old = gpg.export(project);
    gpg.run('2021-12-01', ['--quick-set-expire', project, '2028-01-01', subkey]);
    const signature = gpg.sign('2023-01-01', subkey, document);
    const refused = await verdicts({ signature, keys: old });
    expect(refused.ours).toBe('openpgp-key-expired');
    expect(refused.gpg).toBe(0);
    expect(refused.found).toMatchObject({
      problems: [{ params: { signer: `subkey ${subkey}`, signed: '2023-01-01T12:00:00Z', expired: '2022-01-01T12:00:00Z' } }],
    });
    const prolonged = await verdicts({ signature, keys: gpg.export(project) });
    expect(prolonged).toMatchObject({ ours: 'good', gpg: 0 });
  });

  test('a subkey in force of a primary that had expired', async () => {
    const ended = gpg.primary('2020-01-01', 'Ended', 'cert', '2030-01-01');
    const subkey = gpg.subkey('2020-01-02', ended, 'sign');
    const signature = gpg.sign('2024-01-01', subkey, document);
    gpg.run('2021-01-01', ['--quick-set-expire', ended, '2023-01-01']);
    const { ours, gpg: theirs } = await verdicts({ signature, keys: gpg.export(ended), fingerprint: ended });
    expect({ ours, theirs }).toEqual({ ours: 'openpgp-key-expired', theirs: 0 });
  });

  test('a subkey that was revoked, even what it signed before', async () => {
    const subkey = gpg.subkey('2022-01-01', project, 'sign');
    const signature = gpg.sign('2022-06-01', subkey, document);
    gpg.revokeSubkey('2022-07-01', project, subkey);
    const { ours, gpg: theirs } = await verdicts({ signature, keys: gpg.export(project) });
    expect({ ours, theirs }).toEqual({ ours: 'openpgp-key-revoked', theirs: 0 });
  });

  test('a subkey of a primary that was revoked', async () => {
    const gone = gpg.primary('2020-01-01', 'Gone', 'cert');
    const subkey = gpg.subkey('2020-02-01', gone, 'sign');
    const signature = gpg.sign('2021-01-01', subkey, document);
    gpg.revoke(gone);
    const { ours, gpg: theirs } = await verdicts({ signature, keys: gpg.export(gone), fingerprint: gone });
    expect({ ours, theirs }).toEqual({ ours: 'openpgp-key-revoked', theirs: 0 });
  });

  test('a signature over SHA-1', async () => {
    const subkey = gpg.subkey('2024-04-01', project, 'sign');
    const signature = gpg.sign('2024-05-01', subkey, document, '--digest-algo', 'SHA1');
    const { ours, gpg: theirs, found } = await verdicts({ signature, keys: gpg.export(project) });
    expect({ ours, theirs }).toEqual({ ours: 'openpgp-hash-weak', theirs: 0 });
    expect(found).toMatchObject({ problems: [{ params: { hash: 'SHA1' } }] });
  });
});

describe('what both refuse', () => {
  test('a file of which one byte was changed, and one that was cut', async () => {
    const subkey = gpg.subkey('2024-02-01', project, 'sign');
    const signature = gpg.sign('2024-03-01', subkey, document);
    const changed = await verdicts({ signature, keys: gpg.export(project), file: 'A kernel, or what stands for one' });
    expect(changed).toMatchObject({ ours: 'openpgp-signature-wrong', gpg: 1 });
    const cut = await verdicts({ signature, keys: gpg.export(project), file: 'a kernel' });
    expect(cut).toMatchObject({ ours: 'openpgp-signature-wrong', gpg: 1 });
  });

  test('a key file that is older than the subkey that signed', async () => {
    const old = gpg.export(project);
    const subkey = gpg.subkey('2025-03-07', project, 'sign', '2027-03-08');
    const signature = gpg.sign('2025-06-01', subkey, document);
    const { ours, gpg: theirs, found } = await verdicts({ signature, keys: old });
    expect({ ours, theirs }).toEqual({ ours: 'openpgp-key-old', theirs: 2 });
    expect(found).toMatchObject({ problems: [{ params: { signer: `key ${subkey.slice(-16)}`, key: project } }] });
  });

  test('a key file of somebody else, and a signature of somebody else', async () => {
    const stranger = gpg.primary('2021-01-01', 'Stranger', 'cert,sign');
    const signature = gpg.sign('2022-01-01', stranger, document);
    expect((await verdicts({ signature, keys: gpg.export(stranger) })).ours).toBe('openpgp-key-mismatch');
    expect(await verdicts({ signature, keys: gpg.export(project) })).toMatchObject({ ours: 'openpgp-key-old', gpg: 2 });
  });

  test('a subkey that is not meant for signing', async () => {
    const subkey = gpg.subkey('2024-06-01', project, 'sign');
    const signature = gpg.sign('2024-07-01', subkey, document);
    gpg.changeUsage('2024-08-01', project, subkey);
    const { ours, gpg: theirs } = await verdicts({ signature, keys: gpg.export(project) });
    expect({ ours, theirs }).toEqual({ ours: 'openpgp-key-unfit', theirs: 2 });
  });

  test('files that are no key and no signature', async () => {
    const nonsense = new TextEncoder().encode('<html>404 Not Found</html>');
    const subkey = gpg.subkey('2024-10-01', project, 'sign');
    const signature = gpg.sign('2024-11-01', subkey, document);
    expect(await verdicts({ signature, keys: nonsense })).toMatchObject({ ours: 'openpgp-key-unreadable', gpg: 2 });
    expect(await verdicts({ signature: nonsense, keys })).toMatchObject({ ours: 'openpgp-signature-unreadable', gpg: 2 });
  });
});

test('a clock before the day of the signature is told as what it is', async () => {
  const subkey = gpg.subkey('2024-09-01', project, 'sign');
  const signature = gpg.sign('2026-06-01', subkey, document);
  const { ours, gpg: theirs, found } = await verdicts({ signature, keys: gpg.export(project), today: '2025-01-01' });
  expect({ ours, theirs }).toEqual({ ours: 'openpgp-clock', theirs: 0 });
  expect(found).toMatchObject({ problems: [{ params: { now: '2025-01-01T00:00:00Z', signed: '2026-06-01T12:00:00Z' } }] });
});
