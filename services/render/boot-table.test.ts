import { expect, test } from 'vitest';
import { indexTable } from '../domain/boot-table.ts';
import { planV1 } from '../domain/plan/v1.ts';
import { type RenderInput, renderBootTable } from './boot-table.ts';
import {
  clusterPlan,
  loaderParts,
  manifestWith,
  sampleInput,
  sampleKey,
  sampleKeys,
  samplePlan,
  systemParts,
  wholeManifest,
} from './sample.ts';

const reportOf = (changes: Partial<RenderInput>) =>
  renderBootTable(sampleInput(changes)).report.map(({ code, level, where }) => ({ code, level, where }));
const changedPlan = (changes: object) => planV1.parse({ ...structuredClone(samplePlan), ...changes });
const bladesOf = (changes: Partial<RenderInput>) => renderBootTable(sampleInput(changes)).table.blades;

test('a plan and a bundle that fit each other have nothing to report', () => {
  expect(reportOf({})).toEqual([]);
});

test('everything the bundle lacks is reported at once, where the plan chose it', () => {
  expect(reportOf({ manifest: manifestWith('loaders/x86_64/ipxe.efi', systemParts[0]) })).toEqual([
    { code: 'os-part-absent', level: 'error', where: 'bundle' },
    { code: 'os-part-absent', level: 'error', where: 'bundle' },
    { code: 'loader-absent', level: 'error', where: 'blades[1].loader' },
    { code: 'loader-absent', level: 'error', where: 'blades[1].loader' },
    { code: 'loader-absent', level: 'error', where: 'blades[2].loader' },
    { code: 'firmware-without-loader', level: 'warning', where: 'bundle' },
  ]);
});

test('a loader chosen for the whole plan is reported once', () => {
  const blades = samplePlan.blades.map(({ loader: _, ...blade }) => blade);
  const plan = changedPlan({ loader: 'undionly', blades });
  expect(reportOf({ plan, manifest: manifestWith(...systemParts, 'loaders/x86_64/snponly.efi') })).toEqual([
    { code: 'loader-absent', level: 'error', where: 'loader' },
  ]);
});

test('a bundle with no loader at all is an error, since no firmware could boot', () => {
  const plan = changedPlan({ blades: [samplePlan.blades[0]] });
  expect(reportOf({ plan, manifest: manifestWith(...systemParts) })).toEqual([
    { code: 'firmware-without-loader', level: 'error', where: 'bundle' },
    { code: 'firmware-without-loader', level: 'error', where: 'bundle' },
  ]);
});

test('blades of an architecture that the bundle does not carry go on asking', () => {
  const plan = changedPlan({ arch: 'arm64', blades: [samplePlan.blades[0]] });
  expect(reportOf({ plan }).filter(({ code }) => code === 'os-part-absent')).toHaveLength(3);
  const [blade] = bladesOf({ plan });
  expect(Object.keys(blade!.documents)).toEqual(['boot.ipxe', 'other-architecture.ipxe', 'hosts']);
  expect(blade!.documents['boot.ipxe']!.body).not.toMatch(/^kernel|^boot/m);
});

test('an SSH key that is more than one line is not written', () => {
  const plan = changedPlan({ access: { sshKeys: [`${sampleKey}\nssh-ed25519 other`, sampleKey] } });
  expect(JSON.parse(bladesOf({ plan })[0]!.documents['installed.ign']!.body).passwd.users[0].sshAuthorizedKeys).toEqual([sampleKey]);
});

test('each firmware is given its loader: snponly.efi before ipxe.efi, HTTP boot the same files', () => {
  const both = bladesOf({})[0]!.loaders;
  expect(both).toMatchObject({ 0: 'loaders/undionly.kpxe', 7: 'loaders/x86_64/snponly.efi', 16: 'loaders/x86_64/snponly.efi' });
  const manifest = manifestWith('loaders/x86_64/ipxe.efi', 'loaders/i386/ipxe.efi', 'loaders/arm64/snponly.efi');
  expect(bladesOf({ manifest })[0]!.loaders).toEqual({
    6: 'loaders/i386/ipxe.efi',
    7: 'loaders/x86_64/ipxe.efi',
    9: 'loaders/x86_64/ipxe.efi',
    11: 'loaders/arm64/snponly.efi',
    15: 'loaders/i386/ipxe.efi',
    16: 'loaders/x86_64/ipxe.efi',
    17: 'loaders/x86_64/ipxe.efi',
    19: 'loaders/arm64/snponly.efi',
  });
});

test('a forced loader takes the place of the BIOS one only, and is given to an iPXE in the ROM too', () => {
  const [automatic, pxelinux, undionly] = bladesOf({});
  expect(automatic).toMatchObject({ forceLoader: false, tftp: {} });
  expect(pxelinux).toMatchObject({ forceLoader: true, loaders: { 0: 'loaders/pxelinux.0', 7: 'loaders/x86_64/snponly.efi' } });
  expect(undionly).toMatchObject({ forceLoader: true, loaders: { 0: 'loaders/undionly.kpxe' }, tftp: {} });
  expect(Object.keys(pxelinux!.tftp)).toEqual(['loaders/pxelinux.cfg/01-d0-00-67-13-0d-01', 'loaders/pxelinux.cfg/01-d0-00-67-13-0d-11']);
});

test('under Secure Boot UEFI is given the shim whose loader lies beside it, BIOS and 32-bit firmware what they get anyway', () => {
  const plan = changedPlan({ loader: 'secure-boot', blades: [samplePlan.blades[0]] });
  const unsigned = ['loaders/undionly.kpxe', 'loaders/x86_64/snponly.efi', 'loaders/i386/ipxe.efi', 'loaders/arm64/snponly.efi'];
  const pair = ['loaders/x86_64-sb/ipxe-shim.efi', 'loaders/x86_64-sb/ipxe.efi'];
  const given = (...signed: string[]) => bladesOf({ plan, manifest: manifestWith(...systemParts, ...unsigned, ...signed) })[0]!;
  const others = { 0: 'loaders/undionly.kpxe', 6: 'loaders/i386/ipxe.efi', 15: 'loaders/i386/ipxe.efi' };
  const shim = 'loaders/x86_64-sb/ipxe-shim.efi';
  expect(given(...pair, 'loaders/x86_64-sb/snponly-shim.efi')).toMatchObject({ forceLoader: false });
  expect(given(...pair, 'loaders/x86_64-sb/snponly-shim.efi').loaders).toEqual({ ...others, 7: shim, 9: shim, 16: shim, 17: shim });
  expect(given(shim).loaders).toEqual(others);
});

test('what a blade fetches, by path or by digest, is in the table', () => {
  const table = indexTable(renderBootTable(sampleInput()).table);
  const byDigest = (found: Iterable<RegExpExecArray>) => [...found].map(([, name]) => table.byDigest.get(decodeURIComponent(name!))!);
  const asked = table.blades.flatMap(({ documents, tftp, loaders }) => [
    ...byDigest(documents['boot.ipxe']!.body.matchAll(/\/files\/(\S+)/g)),
    ...byDigest(documents['live.ign']!.body.matchAll(/%2Ffiles%2F(.*?)'/g)),
    ...Object.values(tftp).flatMap((menu) => [...menu.matchAll(/::([^\s,]+)/g)].map(([, path]) => path!)),
    ...Object.values(loaders),
  ]);
  expect(new Set(asked)).toEqual(new Set([...systemParts, ...loaderParts].filter((path) => !/ipxe\.efi|ldlinux/.test(path))));
  for (const path of asked) expect(table.files).toHaveProperty([path]);
});

test('permission changes what a blade boots, and not the configs its systems may still be fetching', () => {
  const of = (permission: 'armed' | 'local') => bladesOf({ permissions: () => permission })[1]!;
  const { 'boot.ipxe': install, 'other-architecture.ipxe': _, ...armed } = of('armed').documents;
  const { 'boot.ipxe': disk, ...local } = of('local').documents;
  expect(local).toEqual(armed);
  expect(install!.body).toMatch(/^kernel /m);
  expect(disk!.body).not.toMatch(/kernel|chain http/);
  expect(Object.values(of('local').tftp).join()).not.toMatch(/KERNEL/);
});

test('only the config with the token of the installed system is kept for who has the other token', () => {
  const { documents } = bladesOf({})[0]!;
  const guarded = Object.keys(documents).filter((name) => documents[name]!.release === 'token');
  expect(guarded).toEqual(['installed.ign']);
  for (const [name, { body }] of Object.entries(documents))
    expect(body.includes(encodeURIComponent('installed-token-of-c1/1')), name).toBe(name === 'installed.ign');
});

test('no route and no resolver is announced unless the plan asks', () => {
  const dhcpOf = (dhcp: object) =>
    renderBootTable(sampleInput({ plan: changedPlan({ network: { ...samplePlan.network, dhcp } }) })).table.dhcp;
  const quiet = dhcpOf({});
  expect(quiet).toEqual({ mode: 'full', leaseSeconds: 120, dns: [], relayed: [], routerAdvertisement: true });
  expect(dhcpOf({ announceGateway: true, announceDns: true, pool: { first: '10.20.30.100', last: '10.20.30.110' } })).toEqual({
    ...quiet,
    router: '10.20.30.1',
    dns: ['10.20.30.2', '10.20.30.3'],
    pool: { first: '10.20.30.100', last: '10.20.30.110' },
  });
});

test('a blade behind a relay gets the route and the prefix of its own subnet', () => {
  const { body } = bladesOf({})[2]!.documents.network!;
  expect(body).toContain('Address=10.20.40.9/25\nGateway=10.20.40.1\n');
});

test('files are served under their path in the bundle, an EFI program as one', () => {
  const { files } = renderBootTable(sampleInput()).table;
  expect(files['loaders/x86_64/snponly.efi']).toMatchObject({
    pieces: [{ file: '/bundles/lab/loaders/x86_64/snponly.efi', size: 1000 }],
    kind: 'loader',
    contentType: 'application/efi',
  });
  expect(files['os/amd64/lab_production_pxe.vmlinuz']).toMatchObject({ kind: 'kernel', size: 1000 });
});

test('only entries that were decided anew are rendered again', () => {
  const input = sampleInput({ permissions: () => 'armed' });
  const { table: before } = renderBootTable(input);
  const previous = { table: before, begun: false };
  const [first] = before.blades;
  const { table } = renderBootTable({ ...input, previous, permissions: (slot) => (slot === first!.slot ? 'local' : 'armed') });
  expect(table.blades[0]).toMatchObject({ slot: first!.slot, permission: 'local' });
  expect(table.blades.map((blade, index) => blade === before.blades[index])).toEqual(before.blades.map((_, index) => index > 0));
  const rearmed = renderBootTable({ ...input, previous, tokens: () => ({ live: 'new', installed: 'new' }) });
  expect(rearmed.table.blades.every(({ tokens }) => tokens.live === 'new')).toBe(true);
});

test('a cluster that has begun is begun by no document that lies ready', () => {
  const [first, other] = samplePlan.blades.map(({ slot }) => slot);
  const whole = { plan: clusterPlan('amd64'), manifest: wholeManifest('flatcar', 'amd64') };
  const input = sampleInput({ ...whole, releases: (slot) => slot === first });
  const { table } = renderBootTable(input);
  const begun = { ...input, keys: { ...sampleKeys, begun: true } };
  const after = renderBootTable({ ...begun, previous: { table, begun: false } }).table;
  const of = ({ blades }: typeof table, slot: string) => blades.find((blade) => blade.slot === slot)!;
  expect(of(after, first!)).toEqual(of(renderBootTable(begun).table, first!));
  expect(of(after, first!)).not.toEqual(of(table, first!));
  expect(of(after, other!)).toBe(of(table, other!));
  const again = renderBootTable({ ...begun, previous: { table: after, begun: true } }).table;
  expect(of(again, first!)).toBe(of(after, first!));
});
