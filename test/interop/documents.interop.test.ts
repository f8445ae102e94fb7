// Rendered documents against the programs that read them: ignition-validate, systemd's own checker, a running systemd-networkd.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { TableBlade } from '../../services/domain/boot-table.ts';
import { renderBootTable } from '../../services/render/index.ts';
import { clusterPlan, sampleInput, wholeManifest } from '../../services/render/sample.ts';
import { lacks, skip } from '../setup/skipped.ts';
import { cable, makeNamespace } from './namespace.ts';

interface Config {
  ignition: { version: string };
  storage: { files: { path: string; mode: number; contents: { source: string; verification?: { hash: string } } }[] };
  systemd: { units: { name: string; contents?: string; dropins?: { name: string; contents: string }[] }[] };
}

const { blades } = renderBootTable(sampleInput()).table;

/** The blades of every family that reads Ignition, as nodes of a cluster on both architectures, beside those of the lab without one. */
const racks = (['flatcar', 'fedora-coreos', 'lab'] as const).flatMap((family) =>
  (['amd64', 'arm64'] as const).map((arch) => {
    const input = sampleInput({ plan: clusterPlan(arch), manifest: wholeManifest(family, arch) });
    return { rack: `${family} ${arch}`, blades: renderBootTable(input).table.blades.slice(0, 2) };
  }),
);
const configs = [{ rack: 'lab', blades }, ...racks].flatMap(({ rack, blades: ofRack }) =>
  ofRack.flatMap((blade) => (['live.ign', 'installed.ign'] as const).map((name) => ({ rack, blade, slot: blade.slot, name }))),
);
const configOf = (blade: TableBlade, name: string) => JSON.parse(blade.documents[name]!.body) as Config;

const scratch = mkdtempSync(join(tmpdir(), 'rackstrap-documents-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A config laid out as on a machine, below a directory of its own. */
function layOut(config: Config): string {
  const root = mkdtempSync(join(scratch, 'root-'));
  const put = (path: string, text: string, mode = 0o644) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { mode });
  };
  for (const { path, mode, contents } of config.storage.files)
    put(path, contents.verification ? '' : decodeURIComponent(contents.source.slice('data:,'.length)), mode);
  for (const { name, contents, dropins = [] } of config.systemd.units) {
    if (contents) put(`etc/systemd/system/${name}`, contents);
    for (const dropin of dropins) put(`etc/systemd/system/${name}.d/${dropin.name}`, dropin.contents);
  }
  return root;
}

describe.skipIf(skip('Ignition configs', lacks('ignition-validate')))('ignition-validate', () => {
  test.each(configs)('takes $name of $slot ($rack), which is of the spec its system knows', ({ blade, name }) => {
    const { body } = blade.documents[name]!;
    const { status, stdout, stderr } = spawnSync('ignition-validate', ['-'], { input: body, encoding: 'utf8' });
    expect({ status, output: stdout + stderr }).toEqual({ status: 0, output: '' });
    expect(configOf(blade, name).ignition.version).toBe('3.3.0');
  });
});

const shipped = '/usr/lib/systemd/system';
/** What systemd prints of a line it does not understand, or of a program it cannot start. */
const complaint = /unknown|ignoring|invalid|not executable|parse|bad/i;

describe.skipIf(skip('systemd units', lacks('systemd-analyze') ?? (existsSync(shipped) ? undefined : `needs ${shipped}`)))(
  'systemd',
  () => {
    test.each(configs)('knows every line of the units in $name of $slot ($rack)', ({ blade, name }) => {
      const config = configOf(blade, name);
      const root = layOut(config);
      mkdirSync(join(root, 'usr/lib/systemd'), { recursive: true });
      symlinkSync(shipped, join(root, shipped));
      mkdirSync(join(root, 'usr/bin'));
      for (const program of ['lib/systemd/systemd-networkd-wait-online', 'bin/containerd'])
        writeFileSync(join(root, 'usr', program), '', { mode: 0o755 });
      const units = config.systemd.units
        .filter(({ contents, dropins }) => contents || dropins)
        .map((unit) => unit.name.replace('@', '@tty1'));
      expect(units.length).toBeGreaterThan(0);
      for (const unit of units) {
        const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', `--root=${root}`, unit], { encoding: 'utf8' });
        const ours = stderr.split('\n').filter((line) => complaint.test(line) && (line.includes(root) || line.startsWith(unit)));
        expect(ours, unit).toEqual([]);
      }
    });
  },
);

const networkd = '/usr/lib/systemd/systemd-networkd';
/** Long enough for networkd to find its links on a busy machine; it is stopped as soon as it has configured them. */
const mostSeconds = 30;

/** Runs networkd with /run and its configuration its own, and /sys read-only, which is how it knows that there is no udev. */
const inside = `
mount -t tmpfs none /run && mkdir -p /run/systemd/netif/links /run/systemd/netif/leases /run/systemd/netif/lldp
chown -R systemd-network:systemd-network /run/systemd/netif
mount -t tmpfs none /etc/systemd/network && cp "$1"/*.network /etc/systemd/network/
mount -o remount,bind,ro /sys
SYSTEMD_LOG_TARGET=console SYSTEMD_LOG_LEVEL=info ${networkd} &
for _ in $(seq ${mostSeconds * 5}); do
  [ "$(cat /run/systemd/netif/links/* | grep -c -E "$2")" -eq 2 ] && break
  sleep 0.2
done
grep -h -E '^(ADMIN_STATE|NETWORK_FILE|DNS|DOMAINS|ACTIVATION_POLICY|REQUIRED_FOR_ONLINE)=' /run/systemd/netif/links/*
ip -4 -o address; ip -4 route; ip -o link
kill $!
`;

/** What networkd made of the two NICs of blade c1/2, which an initrd left up, once both have a line like `until` in their state. */
async function configured(name: 'live.ign' | 'installed.ign', commandLine: string, until: string): Promise<string> {
  const [blade, switchBox] = [makeNamespace('nd-blade'), makeNamespace('nd-switch')];
  try {
    for (const [index, mac] of blades[1]!.macs.entries())
      cable({ namespace: blade, device: `nic${index}`, mac }, { namespace: switchBox, device: `port${index}` });
    const files = join(layOut(configOf(blades[1]!, name)), 'etc/systemd/network');
    const copy = mkdtempSync(join(scratch, 'network-'));
    cpSync(files, copy, { recursive: true });
    // A virtual NIC has no permanent address, only a current one.
    spawnSync('sed', ['-i', 's/^PermanentMACAddress=/MACAddress=/', ...readdirSync(copy).map((file) => join(copy, file))]);
    const words = ['--mount', 'env', `SYSTEMD_PROC_CMDLINE=${commandLine}`, 'sh', '-c', inside, 'sh', copy, until];
    return (await blade.run('unshare', words, mostSeconds + 20)).output;
  } finally {
    await Promise.all([blade.remove(), switchBox.remove()]);
  }
}

const without = existsSync(networkd) ? lacks('ip', 'unshare') : `needs ${networkd}`;
describe.skipIf(skip('networkd units', without))('systemd-networkd', () => {
  test('gives the installed blade its address and route, and takes its spare NIC down', { timeout: 120_000 }, async () => {
    const told = await configured('installed.ign', 'quiet', '^ADMIN_STATE=configured');
    expect(told).toMatch(/nic0 +inet 10\.20\.30\.41\/24/);
    expect(told).toContain('default via 10.20.30.1 dev nic0');
    expect(told).toContain('DNS=10.20.30.2 10.20.30.3\nDOMAINS=rack.example');
    expect(told).toMatch(/NETWORK_FILE=\S+20-rackstrap-spare\.network/);
    expect(told).toMatch(/nic1@\S+: <[^>]*> .* state DOWN/);
    expect(told).not.toMatch(/unknown (key|section)|ignoring/i);
  });

  test('lets a live system ask for its address on the NIC it was booted from only', { timeout: 120_000 }, async () => {
    const told = await configured('live.ign', 'quiet BOOTIF=01-d0-00-67-13-0d-11 console=tty0', '^NETWORK_FILE=');
    expect(told).toMatch(/nic1: Configuring with \S+10-rackstrap-d0-00-67-13-0d-11\.network/);
    expect(told).toMatch(/nic0: Configuring with \S+20-rackstrap-spare\.network/);
    expect(told).not.toMatch(/unknown (key|section)|ignoring/i);
  });
});
