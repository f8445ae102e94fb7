import { describe, expect, it } from 'vitest';
import { type BootTable, indexTable, type TableBlade } from '../../domain/boot-table.ts';
import { askerAt } from '../asker.ts';
import { type Answer, answer } from './answer.ts';
import { homeWords, troubleWords } from './words.ts';

const sha256 = 'ab'.repeat(32);
const open = (body: string) => ({ body, contentType: 'text/plain; charset=utf-8', kind: 'script', release: 'open' }) as const;
const secret = (body: string) => ({ body, contentType: 'application/json', kind: 'document', release: 'token' }) as const;
const blade = (number: number): TableBlade => ({
  slot: `c1/${number}`,
  macs: [`d0:00:67:13:0d:0${number}`, `d0:00:67:13:0e:0${number}`],
  address: `10.20.30.4${number}`,
  hostname: `node-${number}`,
  permission: 'armed',
  loaders: {},
  forceLoader: false,
  script: '',
  documents: { 'boot.ipxe': open('#!ipxe\n'), 'installed.ign': secret('{"ä":1}') },
  tftp: {},
  tokens: { live: `live-${number}`, installed: `installed-${number}` },
});
const table: BootTable = {
  revision: 7,
  server: { address: '10.20.30.242', prefixLength: 24, hostname: 'rackstrap' },
  httpBase: 'http://10.20.30.242',
  dhcp: {
    mode: 'full',
    leaseSeconds: 120,
    dns: [],
    relayed: [],
    routerAdvertisement: false,
    pool: { first: '10.20.30.100', last: '10.20.30.109' },
  },
  blades: [blade(0), { ...blade(1), permission: 'local', tokens: { live: '', installed: '' } }],
  files: {
    'os/vmlinuz': { pieces: [{ file: '/bundle/os/vmlinuz', size: 1000 }], size: 1000, sha256, kind: 'kernel' },
    'loaders/ipxe.efi': {
      pieces: [{ file: '/bundle/loaders/ipxe.efi', size: 10 }],
      size: 10,
      sha256,
      kind: 'loader',
      contentType: 'application/efi',
    },
  },
};

interface Ask {
  readonly method?: string;
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
const indexed = indexTable(table);
const ask = (target: string, { method = 'GET', from = '10.20.30.40', headers = {} }: Ask = {}): Answer =>
  answer({ method, target, asker: askerAt(from, indexed), header: (name) => headers[name] }, indexed);
const status = (target: string, options?: Ask) => {
  const found = ask(target, options);
  return found.kind === 'home' ? 'home' : found.status;
};
const documentUrl = (number: number, name = 'boot.ipxe') => `/blade/d0-00-67-13-0d-0${number}/${name}`;
const homeUrl = '/home/d0-00-67-13-0d-00/hello';
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe('a file', () => {
  it('is given whole, with its length, its hash as tag, and what asking for it proves', () => {
    expect(ask('/files/os/vmlinuz')).toEqual({
      kind: 'file',
      status: 200,
      headers: { 'content-type': 'application/octet-stream', 'content-length': 1000, 'accept-ranges': 'bytes', etag: `"${sha256}"` },
      file: table.files['os/vmlinuz'],
      start: 0,
      length: 1000,
      name: 'os/vmlinuz',
      transfer: 'kernel',
      probe: false,
    });
  });

  it('has the type that UEFI firmware decides by', () => {
    expect(ask('/files/loaders/ipxe.efi')).toMatchObject({ headers: { 'content-type': 'application/efi' } });
  });

  it('is given in part', () => {
    expect(ask('/files/os/vmlinuz', { headers: { range: 'bytes=990-' } })).toMatchObject({
      status: 206,
      headers: { 'content-length': 10, 'content-range': 'bytes 990-999/1000' },
      start: 990,
      length: 10,
    });
  });

  it('is given whole when the part belongs to another file', () => {
    expect(status('/files/os/vmlinuz', { headers: { range: 'bytes=990-', 'if-range': '"other"' } })).toBe(200);
    expect(status('/files/os/vmlinuz', { headers: { range: 'bytes=990-', 'if-range': `"${sha256}"` } })).toBe(206);
  });

  it('has no bytes behind its end', () => {
    expect(ask('/files/os/vmlinuz', { headers: { range: 'bytes=1000-' } })).toMatchObject({
      status: 416,
      headers: { 'content-range': 'bytes */1000' },
    });
  });

  it('is told of by HEAD as a whole, whatever the range', () => {
    expect(ask('/files/os/vmlinuz', { method: 'HEAD', headers: { range: 'bytes=5-' } })).toMatchObject({
      status: 200,
      headers: { 'content-length': 1000 },
      probe: true,
    });
  });

  it('is not sent again to whom has it, nor to whom wants another', () => {
    expect(ask('/files/os/vmlinuz', { headers: { 'if-none-match': `"${sha256}"` } })).toMatchObject({
      status: 304,
      headers: { etag: `"${sha256}"` },
    });
    expect(status('/files/os/vmlinuz', { headers: { 'if-match': '"other"' } })).toBe(412);
    expect(status('/files/os/vmlinuz', { headers: { 'if-modified-since': 'Sat, 21 Nov 2099 09:53:04 GMT' } })).toBe(200);
  });

  it.each([
    ['10.20.30.40', 200],
    ['10.20.30.100', 200],
    ['10.20.30.109', 200],
    ['10.20.30.242', 200],
    ['10.20.30.110', 403],
    ['192.0.2.1', 403],
    ['', 403],
    ['fe80::1', 403],
  ])('asked for from %s: %i', (from, expected) => {
    expect(status('/files/os/vmlinuz', { from })).toBe(expected);
  });

  it('is found by what it is as well, whatever its path, and only under its own name', () => {
    expect(ask(`/files/${sha256}/vmlinuz`)).toEqual(ask('/files/os/vmlinuz'));
    expect(status(`/files/${sha256}/vmlinuz`, { headers: { range: 'bytes=990-' } })).toBe(206);
    expect(status(`/files/${sha256}/other`)).toBe(404);
    expect(status(`/files/${'0'.repeat(64)}/vmlinuz`)).toBe(404);
    expect(status(`/files/${sha256}/vmlinuz`, { from: '192.0.2.1' })).toBe(403);
  });

  it('is never another one than its digest says, whatever a bundle calls its parts', () => {
    const path = `${'0'.repeat(64)}/vmlinuz`;
    const liar = indexTable({ ...table, files: { [path]: table.files['os/vmlinuz']! } });
    const asker = askerAt('10.20.30.40', liar);
    expect(answer({ method: 'GET', target: `/files/${path}`, asker, header: () => undefined }, liar)).toMatchObject({ status: 404 });
  });

  it('that was found damaged is not served, said plainly, and the rest is', () => {
    const damaged = indexTable({ ...table, withheld: { 'os/image.bin': '1'.repeat(64) } });
    const asked = (target: string) =>
      answer({ method: 'GET', target, asker: askerAt('10.20.30.40', damaged), header: () => undefined }, damaged);
    for (const target of ['/files/os/image.bin', `/files/${'1'.repeat(64)}/image.bin`])
      expect(asked(target)).toMatchObject({
        status: 503,
        headers: { 'retry-after': 5 },
        text: expect.stringContaining('os/image.bin is missing or damaged in the bundle and is not served'),
        refused: expect.any(String),
      });
    expect(asked('/files/os/vmlinuz')).toMatchObject({ status: 200 });
  });

  it('that no bundle has is not found, and neither is what every object has', () => {
    for (const path of ['autoexec.ipxe', 'constructor', '__proto__', 'toString'])
      expect(ask(`/files/${path}`)).toMatchObject({ status: 404, refused: expect.any(String) });
  });
});

describe('a document', () => {
  it('goes to its own blade, never into a cache, and its length counts bytes', () => {
    expect(ask(documentUrl(0, 'installed.ign'), bearer('live-0'))).toMatchObject({
      kind: 'document',
      status: 200,
      headers: { 'cache-control': 'no-store', 'content-length': 8, 'accept-ranges': 'none' },
    });
  });

  it('is asked for by any of the blade’s MACs', () => {
    expect(status('/blade/d0-00-67-13-0e-00/boot.ipxe')).toBe(200);
  });

  it('goes to nobody else', () => {
    for (const from of ['10.20.30.41', '10.20.30.100', '10.20.30.242', '192.0.2.1']) expect(status(documentUrl(0), { from })).toBe(403);
    expect(status('/blade/d0-00-67-13-0d-99/boot.ipxe')).toBe(403);
  });

  it('with a secret goes to the live system only, by its token', () => {
    const url = documentUrl(0, 'installed.ign');
    for (const headers of [{}, ...['wrong', 'live-1', 'installed-0', ''].map((token) => bearer(token).headers)])
      expect(status(url, { headers })).toBe(403);
    expect(status(url, { headers: { authorization: 'Basic live-0' } })).toBe(403);
    expect(status(url, { headers: { authorization: 'bearer  live-0' } })).toBe(200);
  });

  it('with a secret goes to nobody while there is no token', () => {
    expect(status(documentUrl(1, 'installed.ign'), { from: '10.20.30.41', ...bearer('') })).toBe(403);
  });

  it('that is not there may come: ask again, never "not found"', () => {
    for (const name of ['live.ign', 'constructor'])
      expect(ask(documentUrl(0, name))).toMatchObject({ status: 503, headers: { 'retry-after': 5 } });
  });

  it('that is not there is nothing to record', () => {
    expect(ask(documentUrl(0, 'live.ign'))).not.toHaveProperty('refused');
  });
});

describe('a call home', () => {
  it.each([
    ['live-0', 'live'],
    ['installed-0', 'installed'],
  ])('with the token %s is from the %s system', (token, system) => {
    expect(ask(homeUrl, { method: 'POST', ...bearer(token) })).toEqual({
      kind: 'home',
      call: { slot: 'c1/0', address: '10.20.30.40', system, call: 'hello' },
    });
  });

  it('with a wrong token, from a wrong address, or for nobody, is refused', () => {
    expect(status(homeUrl, { method: 'POST' })).toBe(403);
    expect(status(homeUrl, { method: 'POST', ...bearer('live-1') })).toBe(403);
    expect(status(homeUrl, { method: 'POST', from: '10.20.30.41', ...bearer('live-0') })).toBe(403);
    expect(status('/home/d0-00-67-13-0d-99/hello', { method: 'POST', ...bearer('live-0') })).toBe(403);
    expect(status('/home/d0-00-67-13-0d-01/hello', { method: 'POST', from: '10.20.30.41', ...bearer('') })).toBe(403);
  });

  it('is answered as the appliance says', () => {
    expect(homeWords({ kind: 'done', text: 'now=1\n' })).toMatchObject({ status: 200, text: 'now=1\n' });
    expect(homeWords({ kind: 'wait', text: 'reason=x\n', retryAfterSeconds: 9 })).toMatchObject({
      status: 503,
      headers: { 'retry-after': 9 },
      text: 'reason=x\n',
    });
    expect(homeWords({ kind: 'refused', text: 'reason=x\n' })).toMatchObject({ status: 409, text: 'reason=x\n' });
  });
});

describe('what is no question', () => {
  it.each([
    ['PUT', '/files/os/vmlinuz', 'GET, HEAD'],
    ['POST', '/files/os/vmlinuz', 'GET, HEAD'],
    ['POST', documentUrl(0), 'GET, HEAD'],
    ['GET', homeUrl, 'POST'],
    ['OPTIONS', '*', 'GET, HEAD, POST'],
    ['PROPFIND', '/files/../x', 'GET, HEAD, POST'],
  ])('%s %s is not possible', (method, target, allow) => {
    expect(ask(target, { method })).toMatchObject({ status: 405, headers: { allow }, refused: expect.any(String) });
  });

  it('a path that climbs is refused, one outside the rooms is not found', () => {
    expect(ask('/files/../../etc/passwd')).toMatchObject({ status: 400, refused: expect.any(String) });
    expect(ask('/etc/passwd')).toMatchObject({ status: 404, refused: expect.any(String) });
  });

  it('a browser is greeted from anywhere', () => {
    expect(ask('/', { from: '192.0.2.1' })).toMatchObject({
      status: 200,
      text: 'Rackstrap boot service on 10.20.30.242.\nBoot table 7: 2 blades, 1 of them armed.\n',
    });
  });

  it('a bug of ours is no answer for ever', () => {
    expect(troubleWords(new TypeError('x is not a function'))).toMatchObject({ status: 503, headers: { 'retry-after': 5 } });
    expect((troubleWords(new TypeError('x is not a function')) as { text: string }).text).not.toContain('function');
    expect(troubleWords(Object.assign(new Error('request entity too large'), { status: 413 }))).toMatchObject({ status: 413 });
  });
});
