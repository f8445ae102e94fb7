// Whose bundles are served: only those that a trusted key signed, or that somebody accepted, and of any other not one byte.

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAppliance } from '../../services/app/appliance.ts';
import { writeBundle } from '../../services/app/demo/bundle.ts';
import { trustStore, wordsOf } from '../../services/bundle/index.ts';
import { clockSlackSeconds } from '../../services/domain/bundle-clock.ts';
import { systemClock } from '../../services/platform/clock.ts';
import { sha256OfBytes } from '../../services/platform/sha256.ts';
import { rackstrap, startVirtual } from './child.ts';
import { consoleOf } from './console-client.ts';
import { blankBlades, isListening, type Site, site, smallParts } from './virtual-site.ts';

const isResult = ({ type }: { type?: string }) => type === 'result';
const accept = '--accept-untrusted-bundle';
const manifest = (here: Site) => join(here.bundle, 'manifest.json');
const unsign = (here: Site) => rmSync(join(here.bundle, 'manifest.sig'));
const forgetKeys = (here: Site) => rmSync(trustStore(here.state).directory, { recursive: true });
const shaOf = (here: Site) => sha256OfBytes(readFileSync(manifest(here)));
const trustEvents = (here: Site) => here.journal().filter(({ type }) => type.startsWith('bundle-'));
const small = () => site({ blades: blankBlades(1) });

/** What `provision` refuses with, and that it served nothing. */
async function refusal(here: Site, ...words: string[]): Promise<string[]> {
  const child = here.provision(words);
  const { ok, problems } = await child.line('a result', isResult);
  expect(await child.ended).toMatchObject({ code: 1 });
  expect({ ok, listened: child.lines.some(isListening) }).toEqual({ ok: false, listened: false });
  return problems.map(({ code }: { code: string }) => code);
}
/** Serves for a moment. */
async function served(here: Site, ...words: string[]): Promise<void> {
  const child = here.provision(words);
  await child.line('listening', isListening);
  child.kill('SIGTERM');
  await child.ended;
}

describe('a bundle', { timeout: 120_000 }, () => {
  it('of a trusted key is served, and the journal says whose it is, once', async () => {
    const here = await small();
    await served(here);
    await served(here);
    const { keys } = await trustStore(here.state).list();
    expect(trustEvents(here)).toMatchObject([{ type: 'bundle-trusted', manifestSha256: shaOf(here), words: keys[0]!.words }]);
  });

  it('that nobody signed is refused, and no run is made of it; accepted, it is served, at the next start without a word', async () => {
    const here = await small();
    unsign(here);
    expect(await refusal(here)).toEqual(['bundle-unsigned']);
    expect(existsSync(join(here.state, 'runs', 'demo-1'))).toBe(false);
    await served(here, accept);
    await served(here);
    await served(here, accept);
    expect(trustEvents(here)).toMatchObject([
      { type: 'bundle-accepted', trust: 'unsigned', manifestSha256: shaOf(here), how: 'command-line' },
    ]);
    expect(
      here
        .journal()
        .map(({ type }) => type)
        .slice(0, 3),
    ).toEqual(['run-opened', 'bundle-accepted', 'armed']);
  });

  it('of an unknown key is refused with the words of that key, and accepted as any other', async () => {
    const here = await small();
    const { keys } = await trustStore(here.state).list();
    forgetKeys(here);
    const child = here.provision();
    const { problems } = await child.line('a result', isResult);
    expect(problems).toMatchObject([{ code: 'bundle-key-unknown', what: expect.stringContaining(keys[0]!.words) }]);
    await served(here, accept);
    expect(trustEvents(here)).toMatchObject([{ type: 'bundle-accepted', trust: 'unknown-key', words: [keys[0]!.words] }]);
  });

  it('that was accepted has to be accepted again when its manifest is another', async () => {
    const here = await small();
    unsign(here);
    await served(here, accept);
    const before = shaOf(here);
    writeFileSync(manifest(here), readFileSync(manifest(here), 'utf8').replace('"tool": "rackstrap"', '"tool": "somebody"'));
    expect(await refusal(here)).toEqual(['bundle-unsigned']);
    await served(here, accept);
    expect(trustEvents(here)).toMatchObject([{ manifestSha256: before }, { manifestSha256: shaOf(here) }]);
  });

  it('that was changed after it was signed is refused, accepted or not', async () => {
    const here = await small();
    writeFileSync(manifest(here), readFileSync(manifest(here), 'utf8').replace('"tool": "rackstrap"', '"tool": "somebody"'));
    expect(await refusal(here, accept)).toEqual(['bundle-tampered']);
    writeFileSync(join(here.bundle, 'manifest.sig'), '{');
    expect(await refusal(here, accept)).toEqual(['bundle-signature-malformed']);
  });

  it('is served by the key that the technician comes to trust, from the command line', async () => {
    const here = await small();
    forgetKeys(here);
    const run = async (...words: string[]) => {
      const child = rackstrap('bundle', ...words);
      const { code } = await child.ended;
      return { code, out: child.lines.map(({ text }) => text).join('\n'), errors: child.errors() };
    };
    const key = join(here.directory, 'key');
    const { code, out: words } = await run('keygen', '--out', key);
    expect({ code, words: words.split(' ').length }).toEqual({ code: 0, words: 12 });
    expect(await run('sign', here.bundle, '--key', key)).toMatchObject({ code: 0, out: expect.stringContaining(words) });
    expect(await run('trust', `${key}.pub`, '--state', here.state)).toMatchObject({ code: 1, errors: expect.stringContaining(words) });
    expect(await refusal(here)).toEqual(['bundle-key-unknown']);
    expect(await run('trust', `${key}.pub`, '--state', here.state, '--words', words)).toMatchObject({ code: 0 });
    await served(here);
    expect(await run('trust', '--remove', ...words.split(' '), '--state', here.state)).toMatchObject({ code: 0 });
    expect(await refusal(here)).toEqual(['bundle-key-unknown']);
  });
});

describe('the console', { timeout: 120_000 }, () => {
  it('accepts the manifest that was seen, and no other', async () => {
    const here = await small();
    unsign(here);
    const child = startVirtual({ words: ['serve', '--state', here.state], wire: here.wire.appliance });
    const console = await consoleOf(child);
    const start = (acceptBundle?: string) => console.call('startRun', { path: here.planFile, bundle: here.bundle, acceptBundle });
    try {
      expect(await start()).toMatchObject({ status: 409, body: { problems: [{ code: 'bundle-unsigned' }] } });
      expect(await start('0'.repeat(64))).toMatchObject({ status: 409, body: { problems: [{ code: 'bundle-not-as-seen' }] } });
      expect(await start('yes')).toMatchObject({ status: 400 });
      expect(await start(shaOf(here))).toMatchObject({ status: 200 });
      expect(trustEvents(here)).toMatchObject([{ type: 'bundle-accepted', how: 'console' }]);
      expect(await console.call('stopRun')).toMatchObject({ status: 200 });
      expect(await start()).toMatchObject({ status: 200 });
    } finally {
      child.kill('SIGKILL');
      await child.ended;
    }
  });
});

describe('opening a run', { timeout: 60_000 }, () => {
  const opening = (here: Site, now: number) =>
    openAppliance({
      planFile: here.planFile,
      bundleDirectory: here.bundle,
      stateDirectory: here.state,
      ...here.wire.appliance,
      clock: { ...systemClock, now: () => now },
    });

  it('is refused by a laptop whose clock is before the bundle, beside what is wrong with the plan', async () => {
    const here = await site({ blades: blankBlades(1), plan: (plan) => Object.assign(plan.network, { laptop: 'nonsense' }) });
    const built = Date.parse(JSON.parse(readFileSync(manifest(here), 'utf8')).created);
    const late = await opening(here, built - clockSlackSeconds * 1000 - 1);
    expect(late.ok ? [] : late.problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['clock-before-bundle', 'plan-value-wrong']),
    );
    const soon = await opening(here, built - clockSlackSeconds * 1000);
    expect(soon.ok ? [] : soon.problems.map(({ code }) => code)).not.toContain('clock-before-bundle');
  });

  it('reads no part of a bundle that is not trusted', async () => {
    const here = await small();
    unsign(here);
    const opened = await opening(here, Date.now());
    expect(opened.ok).toBe(false);
    expect(existsSync(join(here.state, 'verified.json'))).toBe(false);
  });

  it('tells of a file among the trusted keys that is none, and goes on', async () => {
    const here = await small();
    writeFileSync(join(trustStore(here.state).directory, 'notes.pub'), 'call Ada about the key\n');
    const opened = await opening(here, Date.now());
    if (!opened.ok) throw new Error(opened.problems.map(({ what }) => what).join());
    expect(opened.value.warnings[0]).toMatchObject({ code: 'key-malformed', level: 'warning' });
    await opened.value.close();
    const again = await opening(here, Date.now());
    expect(again.ok).toBe(true);
    if (again.ok) await again.value.close();
  });

  it('trusts a key, not its name', async () => {
    const here = await small();
    const impostor = writeBundle(here.bundle, smallParts);
    expect(wordsOf(impostor.raw)).toBe(impostor.words);
    expect(await refusal(here)).toEqual(['bundle-key-unknown']);
  });
});
