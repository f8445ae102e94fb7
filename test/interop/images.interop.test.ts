// What a blade does with its images, against a real containerd: imported from OCI archives, pinned for the kubelet, gone from the disk.

import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { families } from '../../services/render/family/families.ts';
import { containerdParts } from '../../services/render/kubernetes/containerd.ts';
import { registriesDirectory } from '../../services/render/kubernetes/mirrors.ts';
import { clusterPlan } from '../../services/render/sample.ts';
import type { CarriedOs } from '../../services/render/site.ts';
import { environmentFile } from '../../services/render/system/environment.ts';
import { laptopOfAnswers } from '../agent/laptop-of-answers.ts';
import { lacks, skip } from '../setup/skipped.ts';
import { type Containerd, startContainerd } from './containerd.ts';

const program = new URL('../../resources/agent/rackstrap-images', import.meta.url).pathname;
const run = promisify(execFile);
const longestMilliseconds = 120_000;
const patiently = { timeout: 180_000 };
const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-images-'));
const reference = 'registry.example/tools/probe:v1';
const oci = 'application/vnd.oci.image';

/** An image of one small file as an OCI archive: what a bundle holds. */
function archive(file: string): void {
  const layout = mkdtempSync(join(scratch, 'layout-'));
  const blobs = join(layout, 'blobs/sha256');
  mkdirSync(blobs, { recursive: true });
  const blob = (bytes: Uint8Array | string, mediaType: string) => {
    const hex = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(join(blobs, hex), bytes);
    return { mediaType, digest: `sha256:${hex}`, size: Buffer.byteLength(bytes) };
  };
  writeFileSync(join(layout, 'hello'), 'hello\n');
  const layer = execFileSync('tar', ['-c', '-C', layout, 'hello']);
  const diffId = `sha256:${createHash('sha256').update(layer).digest('hex')}`;
  const config = { architecture: 'amd64', os: 'linux', config: {}, rootfs: { type: 'layers', diff_ids: [diffId] } };
  const manifest = {
    schemaVersion: 2,
    mediaType: `${oci}.manifest.v1+json`,
    config: blob(JSON.stringify(config), `${oci}.config.v1+json`),
    layers: [blob(layer, `${oci}.layer.v1.tar`)],
  };
  const found = blob(JSON.stringify(manifest), `${oci}.manifest.v1+json`);
  const index = { schemaVersion: 2, manifests: [{ ...found, annotations: { 'io.containerd.image.name': reference } }] };
  writeFileSync(join(layout, 'index.json'), JSON.stringify(index));
  writeFileSync(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  execFileSync('tar', ['-cf', file, '-C', layout, 'oci-layout', 'index.json', 'blobs']);
}

describe.skipIf(skip('images in a real containerd', lacks('containerd', 'ctr')))('a real containerd', () => {
  let containerd: Containerd;
  beforeAll(async () => {
    containerd = await startContainerd();
  }, 120_000);
  afterAll(async () => {
    await containerd?.stop();
    rmSync(scratch, { recursive: true });
  });

  test('has the image under its name, pinned, and the archive is gone', patiently, async () => {
    const root = mkdtempSync(join(scratch, 'root-'));
    for (const directory of ['etc/rackstrap', 'var/lib/rackstrap', 'run', 'opt/bin']) mkdirSync(join(root, directory), { recursive: true });
    archive(join(root, 'var/lib/rackstrap/probe_v1.tar'));
    writeFileSync(join(root, 'etc/rackstrap/images.list'), `/var/lib/rackstrap/probe_v1.tar ${reference}\n`);
    await using laptop = await laptopOfAnswers({}, () => {});
    const settings = {
      ...laptop.settings,
      UNIT: 'rackstrap-images.service',
      LIST: '/etc/rackstrap/images.list',
      CONTAINERD: containerd.socket,
      CNI_ARCHIVE: '',
      CNI_DIRECTORY: '/opt/cni/bin',
    };
    const env = join(root, 'etc/rackstrap/images.env');
    writeFileSync(env, environmentFile(settings));
    const script = join(root, 'opt/bin/rackstrap-images');
    execFileSync('cp', [program, script]);
    // The tests' directory may lie where overlayfs cannot.
    const environment = { ...process.env, RACKSTRAP_ROOT: root, CONTAINERD_SNAPSHOTTER: 'native' };
    await run('/bin/sh', [script, env], { env: environment, timeout: longestMilliseconds });
    expect(containerd.ctr('images', 'ls', `name==${reference}`)).toContain('io.cri-containerd.pinned=pinned');
    expect(containerd.ctr('images', 'check', '--snapshotter', 'native', `name==${reference}`)).toMatch(/complete \(2\/2\).* true/);
    expect(laptop.bodies.step).toEqual(['step=images\ndone=1\nof=1\n']);
    expect(existsSync(join(root, 'var/lib/rackstrap'))).toBe(false);
    expect(readdirSync(join(root, 'etc'))).toEqual([]);
  });

  test.each(Object.values(families))('reads the settings that are written for $name', ({ node }: CarriedOs['family']) => {
    const file = join(scratch, 'config.toml');
    const plan = clusterPlan('amd64');
    const mirrors = [{ registry: 'registry.k8s.io', urls: ['https://mirror.example'] }];
    const mirrored = { ...plan, kubernetes: { ...plan.kubernetes!, mirrors } };
    writeFileSync(file, containerdParts(node, 'registry.k8s.io/pause:3.10.2', mirrored).files![0]!.text);
    const read = execFileSync('containerd', ['--config', file, 'config', 'dump'], { encoding: 'utf8' });
    expect(read).toContain('sandbox_image = "registry.k8s.io/pause:3.10.2"');
    expect(read).toContain('SystemdCgroup = true');
    expect(read).toContain('bin_dir = "/opt/cni/bin"');
    expect(read).toContain(`enable_selinux = ${node.selinux}`);
    expect(read).toContain(`config_path = "${registriesDirectory}"`);
  });
});
