import fc from 'fast-check';
import { expect, it } from 'vitest';
import { routeOf } from './route.ts';

const mac = 'd0:00:67:13:0d:0a';
const digest = 'ab'.repeat(32);

it.each([
  ['/', { kind: 'greeting' }],
  ['/?x=1', { kind: 'greeting' }],
  ['/files/os/vmlinuz', { kind: 'file', path: 'os/vmlinuz' }],
  [`/files/${digest}/vmlinuz`, { kind: 'digest', name: `${digest}/vmlinuz` }],
  [`/files/${digest}`, { kind: 'file', path: digest }],
  [`/files/${digest}/os/vmlinuz`, { kind: 'file', path: `${digest}/os/vmlinuz` }],
  [`/files/${digest.toUpperCase()}/vmlinuz`, { kind: 'file', path: `${digest.toUpperCase()}/vmlinuz` }],
  ['/files/os/vmlinuz?mac=1#top', { kind: 'file', path: 'os/vmlinuz' }],
  ['http://10.20.30.242/files/os/vmlinuz', { kind: 'file', path: 'os/vmlinuz' }],
  ['HTTP://10.20.30.242:80', { kind: 'greeting' }],
  ['//files///os//vmlinuz', { kind: 'file', path: 'os/vmlinuz' }],
  ['/files/a%20b%2bc+d', { kind: 'file', path: 'a b+c+d' }],
  ['/files/a..b/...', { kind: 'file', path: 'a..b/...' }],
  ['/files', { kind: 'nothing', path: '/files' }],
  ['/FILES/os', { kind: 'nothing', path: '/FILES/os' }],
  ['/blade/d0-00-67-13-0d-0a/boot.ipxe', { kind: 'document', mac, name: 'boot.ipxe' }],
  ['/blade/D0-00-67-13-0D-0A/boot.ipxe', { kind: 'document', mac, name: 'boot.ipxe' }],
  ['/blade/d0:00:67:13:0d:0a/boot.ipxe', { kind: 'nothing', path: '/blade/d0:00:67:13:0d:0a/boot.ipxe' }],
  ['/blade/d0-00-67-13-0d-0a', { kind: 'nothing', path: '/blade/d0-00-67-13-0d-0a' }],
  ['/blade/d0-00-67-13-0d-0a/a/b', { kind: 'nothing', path: '/blade/d0-00-67-13-0d-0a/a/b' }],
  ['/home/d0-00-67-13-0d-0a/go', { kind: 'home', mac, call: 'go' }],
  ['/menu/menu.ipxe', { kind: 'menu', name: 'menu.ipxe', query: new URLSearchParams() }],
  ['/menu/simple?mac=d0-00&arch=i386#x', { kind: 'menu', name: 'simple', query: new URLSearchParams('mac=d0-00&arch=i386') }],
  ['/menu/simple?a=b?c=d', { kind: 'menu', name: 'simple', query: new URLSearchParams('a=b?c=d') }],
  ['/menu', { kind: 'nothing', path: '/menu' }],
  ['/menu/simple/more', { kind: 'nothing', path: '/menu/simple/more' }],
  ['/favicon.ico', { kind: 'nothing', path: '/favicon.ico' }],
  ['*', { kind: 'nothing', path: '/*' }],
])('%s', (target, route) => {
  expect(routeOf(target)).toEqual(route);
});

it.each([
  '/files/../etc/passwd',
  '/files/os/..',
  '/files/./os',
  '/files/%2e%2e/etc/passwd',
  '/files/.%2E/etc/passwd',
  '/files/os%2fvmlinuz',
  '/files/os%2F..%2F..%2Fetc%2Fpasswd',
  '/files/os\\vmlinuz',
  '/files/..%5c..%5cboot.ini',
  '/files/os%00.efi',
  '/files/os%0d%0aSet-Cookie:x',
  '/files/%7f',
  '/files/%',
  '/files/%zz',
  '/files/%ff%fe',
  '/blade/d0-00-67-13-0d-0a/..',
  '/%2e%2e/files/os',
])('%s is malformed', (target) => {
  expect(routeOf(target)).toMatchObject({ kind: 'malformed' });
});

it('no target whatever leads out of the rooms', () => {
  const nasty = fc
    .array(fc.constantFrom('/', '.', '..', '%2e', '%2f', '%5c', '\\', '%00', 'files', 'blade', 'a', '%', '?', '#', 'http://'))
    .map((all) => all.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), nasty), (text) => {
      const route = routeOf(`/files/${text}`);
      if (route.kind !== 'file') return true;
      return route.path.split('/').every((name) => name !== '' && name !== '.' && name !== '..' && !/[\\\0]/.test(name));
    }),
  );
});

it('a file is found again under its own path, however it was encoded', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9._+ äß%?#-]{1,8}$/).filter((text) => text !== '.' && text !== '..');
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
      expect(routeOf(`/files/${names.map(encodeURIComponent).join('/')}`)).toEqual({ kind: 'file', path: names.join('/') });
    }),
  );
});
