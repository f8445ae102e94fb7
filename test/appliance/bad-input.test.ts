// Everything that can be wrong around the appliance: each is a problem with what to do, and the rest goes on.

import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { blobFile } from '../../services/bundle/layout.ts';
import type { Manifest } from '../../services/domain/bundle.ts';
import type { VirtualBladeOptions } from '../../services/simulator/rack.ts';
import { rackstrap, startNode } from './child.ts';
import { consoleOf } from './console-client.ts';
import { askRaw } from './raw-http.ts';
import { blankBlades, eventIs, isListening, type Site, site, smallParts, until } from './virtual-site.ts';

const [biosBlade, , uefiBlade] = blankBlades(3) as [VirtualBladeOptions, VirtualBladeOptions, VirtualBladeOptions];
const isResult = ({ type }: { type?: string }) => type === 'result';
const codes = (problems: { code: string }[]) => problems.map(({ code }) => code);
/** Where a part lies in the site's bundle. */
function blobOf({ bundle }: Pick<Site, 'bundle'>, path: string): string {
  const { parts } = JSON.parse(readFileSync(join(bundle, 'manifest.json'), 'utf8')) as Manifest;
  return blobFile(bundle, parts.find((part) => part.path === path)!.sha256);
}
const without = (...paths: string[]) => smallParts.filter(({ path }) => !paths.includes(path));

describe('what keeps the appliance from serving', { timeout: 60_000 }, () => {
  it('is told all at once: every problem of the plan, and of the bundle', async () => {
    const here = await site({
      plan: (plan) => {
        plan.network.laptop = '10.0.0.1';
        plan.blades[1].macs = ['nonsense'];
        plan.blades[2].slot = 'c1/1';
      },
    });
    rmSync(join(here.bundle, 'manifest.json'));
    const child = here.provision();
    const { problems } = await child.line('a result', isResult);
    expect(await child.ended).toMatchObject({ code: 1 });
    expect(problems.map(({ where }: { where?: string }) => where)).toEqual(
      expect.arrayContaining(['network.laptop', 'blades[1].macs[0]', 'blades[2].slot']),
    );
    expect(codes(problems)).toContain('bundle-unreadable');
    for (const { todo } of problems) expect(child.errors()).toContain(todo);
  });

  it('is an address that no adapter of this laptop has', async () => {
    const here = await site({
      plan: (plan) => {
        Object.assign(plan.network, { subnet: '192.0.2.0/24', laptop: '192.0.2.242' });
        plan.chassis[0].firstIp = '192.0.2.1';
      },
    });
    const child = rackstrap('serve', here.planFile, '--bundle', here.bundle, '--state', here.state);
    expect(await child.ended).toMatchObject({ code: 1 });
    expect(child.errors()).toMatch(/No adapter of this laptop has the address 192\.0\.2\.242\. Give the chosen adapter that address/);
  });

  it('is other programs on its ports, each named, all at once', async () => {
    const here = await site();
    const { dhcpServer, tftp, http } = here.wire.appliance.ports;
    const holding = startNode(
      '-e',
      `const address = '127.20.30.242';
      for (const port of [${dhcpServer}, ${tftp}]) require('node:dgram').createSocket('udp4').bind({ port, address });
      require('node:net').createServer().listen(${http}, address, () => console.log('{"holds":true}'));`,
    );
    try {
      await holding.line('that it holds', ({ holds }) => holds);
      const child = here.provision();
      const { problems } = await child.line('a result', isResult);
      expect(await child.ended).toMatchObject({ code: 1 });
      expect(codes(problems)).toEqual(['port-busy', 'port-busy', 'port-busy']);
      const words = problems.map(({ what }: { what: string }) => what).join('\n');
      for (const [protocol, port] of [
        ['UDP', dhcpServer],
        ['UDP', tftp],
        ['TCP', http],
      ])
        expect(words).toMatch(new RegExp(`${protocol} port ${port} is already taken by .*\\(pid ${holding.pid}\\)`));
    } finally {
      holding.kill('SIGKILL');
      await holding.ended;
    }
    const after = here.provision();
    await after.line('listening', isListening);
  });

  it('is another appliance on the same plan, which goes on', async () => {
    const here = await site();
    const first = here.provision();
    await first.line('listening', isListening);
    const second = here.provision();
    expect(await second.line('a result', isResult)).toMatchObject({ ok: false, problems: [{ code: 'appliance-already-running' }] });
    expect(await second.ended).toMatchObject({ code: 1 });
    expect(second.errors()).toContain(`process ${first.pid}`);
    here.powerOn(...here.slots);
    expect(await first.ended).toMatchObject({ code: 0 });
  });
});

describe('what a bundle lacks', { timeout: 120_000 }, () => {
  it('is told at the start, and a blade of other firmware is installed all the same', async () => {
    const here = await site({
      blades: [biosBlade, { ...uefiBlade, slot: 'c1/2', mac: 'd0:00:67:13:00:01' }],
      parts: without('loaders/x86_64/snponly.efi'),
    });
    const child = here.provision();
    await child.line('listening', isListening);
    expect(child.errors()).toMatch(/warning: .*no loader for UEFI.*Build the bundle again/);
    here.powerOn(...here.slots);
    await child.line('the BIOS blade', ({ type, slot, stage }) => type === 'stage' && slot === 'c1/1' && stage === 'booted');
    const { problem } = await child.line('a diagnosis', ({ type, slot }) => type === 'problem' && slot === 'c1/2');
    expect(problem.what).toMatch(/loader/);
    child.kill('SIGTERM');
    expect(await child.line('a result', isResult)).toMatchObject({ ok: false });
    expect(await child.ended).toMatchObject({ code: 143 });
  });

  it.each(['os/amd64/lab_production_pxe.vmlinuz', 'os/amd64/lab_production_image.bin.bz2'])(
    'when it is %s no blade is written',
    async (path) => {
      const here = await site({ blades: [biosBlade] });
      rmSync(blobOf(here, path));
      const child = here.provision();
      await child.line('listening', isListening);
      expect(child.errors()).toContain(`${path} is in the manifest of the bundle, but not in its directory. Copy the bundle again`);
      here.powerOn('c1/1');
      const says = 'no complete system to install';
      await until('the words on its console', () => here.at('c1/1').console.some((line) => line.includes(says)), [here.at('c1/1')]);
      expect(here.at('c1/1').disks[0]!.writes).toBe(0);
      child.kill('SIGINT');
      const { problems } = await child.line('a result', isResult);
      expect(codes(problems)).toEqual(['bundle-file-missing', 'os-part-absent']);
      expect(await child.ended).toMatchObject({ code: 130 });
    },
  );

  it('when it never was in the bundle, no run begins', async () => {
    const here = await site({ blades: [biosBlade], parts: without('os/amd64/lab_production_image.bin.bz2') });
    const child = here.provision();
    const { problems } = await child.line('a result', isResult);
    expect(problems).toMatchObject([{ code: 'os-part-absent', where: 'bundle', params: { part: 'image (amd64)' } }]);
    expect(await child.ended).toMatchObject({ code: 1 });
    expect(existsSync(join(here.state, 'runs', 'demo-1'))).toBe(false);
  });

  it('when a file goes while it is served, the blade waits until it is back', async () => {
    const here = await site({ blades: [biosBlade] });
    const image = blobOf(here, 'os/amd64/lab_production_image.bin.bz2');
    const child = here.provision();
    await child.line('listening', isListening);
    renameSync(image, `${image}.away`);
    here.powerOn('c1/1');
    await child.line('a refusal', eventIs({ type: 'request-refused', slot: 'c1/1' }));
    renameSync(`${image}.away`, image);
    expect(await child.ended).toMatchObject({ code: 0 });
  });
});

describe('what strangers ask for', { timeout: 120_000 }, () => {
  it('by HTTP is never a file outside the bundle', async () => {
    const here = await site({ blades: [biosBlade] });
    writeFileSync(join(here.directory, 'secret.txt'), 'a secret');
    const child = here.provision();
    await child.line('listening', isListening);
    const up = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..\\', '..%5c', '%252e%252e/', '....//', '..%00/', './../', '%c0%ae%c0%ae/'];
    const paths = up.flatMap((step) =>
      [1, 2, 3].flatMap((times) => ['secret.txt', 'plan.yaml'].map((name) => `/files/${step.repeat(times)}${name}`)),
    );
    const others = [
      '/files//etc/passwd',
      '/files/%2fetc%2fpasswd',
      '//etc/passwd',
      '/../../etc/passwd',
      '/files/os/../../secret.txt',
      '/blade/../../x',
      '/%',
      '/files/__proto__',
    ];
    for (const path of [...paths, ...others]) {
      const answer = await askRaw({ port: here.wire.appliance.ports.http, path, from: '127.20.30.242' });
      expect(answer.status, path).toBeGreaterThanOrEqual(400);
      expect(answer.body, path).not.toMatch(/a secret|apiVersion|root:/);
    }
    here.powerOn('c1/1');
    expect(await child.ended).toMatchObject({ code: 0 });
  });

  it('with a wrong token, or from another address, is refused', async () => {
    const here = await site({ blades: [biosBlade] });
    const child = here.start('serve');
    const console = await consoleOf(child);
    await console.call('arm', { slots: ['c1/1'] });
    const { http: port } = here.wire.appliance.ports;
    const mac = 'd0-00-67-13-00-00';
    const own = '127.20.0.1';
    const config = await askRaw({ port, path: `/blade/${mac}/live.ign`, from: own });
    const [, token] = /TOKEN%3D'([A-Za-z0-9_-]+)'/.exec(config.body)!;
    const go = (from: string, bearer: string) =>
      askRaw({ port, from, method: 'POST', path: `/home/${mac}/go`, headers: { authorization: `Bearer ${bearer}` }, body: 'boot_id=b1\n' });
    expect(await go(own, 'x'.repeat(token!.length))).toMatchObject({ status: 403 });
    expect(await go(own, '')).toMatchObject({ status: 403 });
    expect(await go('127.20.0.2', token!)).toMatchObject({ status: 403 });
    expect(await go('127.20.30.242', token!)).toMatchObject({ status: 403 });
    expect(await askRaw({ port, path: `/blade/${mac}/live.ign`, from: '127.20.0.2' })).toMatchObject({ status: 403 });
    // Its own config holds secrets: before the go it is not there, for the right token neither.
    const bearer = { authorization: `Bearer ${token}` };
    expect(await askRaw({ port, path: `/blade/${mac}/installed.ign`, from: own, headers: bearer })).toMatchObject({ status: 503 });
    expect(await go(own, token!)).toMatchObject({ status: 503, body: expect.stringContaining('hardware was not reported') });
    expect(
      await askRaw({ port, from: own, method: 'POST', path: `/home/${mac}/constructor`, headers: { authorization: `Bearer ${token}` } }),
    ).toMatchObject({ status: 409 });
    const { body } = await console.call('events', {});
    expect(body.entries.filter(({ type }: { type: string }) => type === 'request-refused').length).toBeGreaterThanOrEqual(3);
  });
});
