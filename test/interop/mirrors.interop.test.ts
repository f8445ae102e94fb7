// A real containerd with the files of a plan's mirrors: images come from there by the names that they have elsewhere.

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mirrorFiles, registriesDirectory } from '../../services/render/kubernetes/mirrors.ts';
import { clusterPlan } from '../../services/render/sample.ts';
import { lacks, skip } from '../setup/skipped.ts';
import { type Containerd, startContainerd } from './containerd.ts';
import { push, type Running, startRegistry, writeLayout } from './registry-stage.ts';

const timeout = 240_000;

/** On no registry in the world. */
const names = ['registry.invalid/pause:3.10', 'proxied.invalid/pause:3.10'] as const;

describe.skipIf(skip('mirrors', lacks('containerd', 'ctr', 'docker-registry', 'skopeo')))('containerd', { timeout }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'rackstrap-mirrors-'));
  let registry: Running;
  let containerd: Containerd;

  /** Below `directory` what would lie below `/`. */
  function layOut(): void {
    const plan = clusterPlan('amd64');
    const mirrors = [
      { registry: 'registry.invalid', urls: ['http://127.0.0.1:9', `http://${registry.host}`] },
      { registry: 'proxied.invalid', urls: [`http://${registry.host}/v2/of-others`] },
    ];
    for (const { path, text } of mirrorFiles({ ...plan, kubernetes: { ...plan.kubernetes!, mirrors } })) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
  }

  beforeAll(async () => {
    registry = await startRegistry(directory);
    const arch = execFileSync('dpkg', ['--print-architecture'], { encoding: 'utf8' }).trim();
    const layout = writeLayout(directory, [{ arch, layers: [{ pause: 'a program' }] }]);
    await push(layout, `${registry.host}/pause:3.10`);
    await push(layout, `${registry.host}/of-others/pause:3.10`);
    containerd = await startContainerd();
    layOut();
  }, timeout);
  afterAll(async () => {
    await containerd?.stop();
    await registry?.stop();
    rmSync(directory, { recursive: true, force: true });
  }, timeout);

  test.each(names)('fetches %s from the mirror that answers, with a path of its own or without', (name) => {
    containerd.ctr('images', 'pull', '--hosts-dir', join(directory, registriesDirectory), name);
    expect(containerd.ctr('images', 'list', '--quiet')).toContain(name);
  });
});
