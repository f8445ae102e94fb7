// What a URL of the boot service names: a file, a blade's document, a call home, the menu, or nothing.

import { parseMac } from '../../domain/network/mac.ts';

export type Route =
  | { readonly kind: 'greeting' }
  /** `/files/<path>`, the path as the boot table has it. */
  | { readonly kind: 'file'; readonly path: string }
  /** `/files/<sha256>/<file name>`: a file by what it is. */
  | { readonly kind: 'digest'; readonly name: string }
  /** `/blade/<mac with hyphens>/<document>`. */
  | { readonly kind: 'document'; readonly mac: string; readonly name: string }
  /** `/home/<mac with hyphens>/<call>`. */
  | { readonly kind: 'home'; readonly mac: string; readonly call: string }
  /** `/menu/<name>?<query>`: what a machine that is not planned is shown, or says. */
  | { readonly kind: 'menu'; readonly name: string; readonly query: URLSearchParams }
  | { readonly kind: 'nothing'; readonly path: string }
  /** A path no client of ours writes, and that could mean another file to another program. */
  | { readonly kind: 'malformed'; readonly reason: string };

const digest = /^[0-9a-f]{64}$/;
const hyphenatedMac = /^[0-9a-f]{2}(-[0-9a-f]{2}){5}$/i;

/** The route of a request target: origin form or absolute form (RFC 9112 section 3.2); the query is ignored but by the menu. */
export function routeOf(target: string): Route {
  const [raw = '', query = ''] = target
    .replace(/^https?:\/\/[^/?#]*/i, '')
    .replace(/#.*$/s, '')
    .split(/\?(.*)/s);
  const segments = raw.split('/').filter((segment) => segment !== '');
  const decoded = segments.map(decodeSegment);
  const reason = decoded.map(trouble).find((found) => found !== undefined);
  return reason === undefined ? routeOfSegments(decoded as string[], query) : { kind: 'malformed', reason };
}

function decodeSegment(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function trouble(segment: string | undefined): string | undefined {
  if (segment === undefined) return 'its percent signs encode no text';
  if (segment === '..' || segment === '.') return 'it climbs through folders';
  if (/[/\\]/.test(segment)) return 'a slash hides in a name';
  return hasControl(segment) ? 'a control character is in it' : undefined;
}

const hasControl = (text: string) => [...text].some((character) => character < ' ' || character === '\x7f');

function routeOfSegments(segments: readonly string[], query: string): Route {
  const [room, second = '', third = '', ...rest] = segments;
  const path = `/${segments.join('/')}`;
  if (room === undefined) return { kind: 'greeting' };
  if (room === 'files' && digest.test(second) && third !== '' && rest.length === 0) return { kind: 'digest', name: `${second}/${third}` };
  if (room === 'files' && second !== '') return { kind: 'file', path: segments.slice(1).join('/') };
  if (room === 'menu' && second !== '' && third === '') return { kind: 'menu', name: second, query: new URLSearchParams(query) };
  if (rest.length > 0 || third === '' || !hyphenatedMac.test(second)) return { kind: 'nothing', path };
  const mac = parseMac(second)!;
  if (room === 'blade') return { kind: 'document', mac, name: third };
  return room === 'home' ? { kind: 'home', mac, call: third } : { kind: 'nothing', path };
}
