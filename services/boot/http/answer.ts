// What a request is answered: the whole policy of the HTTP service, decided from the boot table and nothing else.

import type { TransferKind } from '../../domain/blade/events.ts';
import type { IndexedTable, TableBlade, TableDocument, TableFile } from '../../domain/boot-table.ts';
import { sameSecret } from '../../platform/secret.ts';
import type { Asker } from '../asker.ts';
import type { HomeCall } from '../wiring.ts';
import { answerMenu, type LeaseHolder, type MenuAnswer } from './menu.ts';
import { entityTag, precondition, sameFile, wantedRange } from './range.ts';
import { type Route, routeOf } from './route.ts';
import { type Head, notYet, refuse, withheld, words } from './words.ts';

/** What is read of a request before anything is decided. */
export interface Asked {
  readonly method: string;
  /** The request target as it came. */
  readonly target: string;
  readonly asker: Asker;
  /** A header's value, by its lower-case name. */
  header(name: string): string | undefined;
}

/** A body that is told of as a transfer: `name` and `kind` say what it proves. */
interface Carried extends Head {
  readonly name: string;
  readonly transfer: TransferKind;
  /** A HEAD: the same head, no body. */
  readonly probe: boolean;
}

export type Answer =
  | ({ readonly kind: 'file'; readonly file: TableFile; readonly start: number; readonly length: number } & Carried)
  | ({ readonly kind: 'document'; readonly body: string } & Carried)
  | { readonly kind: 'home'; readonly call: Omit<HomeCall, 'body'> }
  | MenuAnswer;

const reading = ['GET', 'HEAD'];
const methods: Readonly<Record<Route['kind'], readonly string[]>> = {
  greeting: reading,
  file: reading,
  digest: reading,
  document: reading,
  home: ['POST'],
  // A choice is an event, and a HEAD must not be one.
  menu: ['GET'],
  nothing: [...reading, 'POST'],
  malformed: [...reading, 'POST'],
};

/** The answer to one request. `leaseHolder`: the MAC that has an address on lease. */
export function answer(asked: Asked, table: IndexedTable, leaseHolder: LeaseHolder = () => undefined): Answer {
  const route = routeOf(asked.target);
  const allowed = methods[route.kind];
  if (!allowed.includes(asked.method)) return refuse(405, `${asked.method} is not possible here.`, { allow: allowed.join(', ') });
  if (route.kind === 'greeting') return greeting(table);
  if (route.kind === 'malformed') return refuse(400, `This path is refused: ${route.reason}.`);
  if (route.kind === 'nothing') return refuse(404, `There is nothing at ${route.path}. Files are below /files/, documents below /blade/.`);
  if (route.kind === 'file') return file(asked, route.path, table);
  if (route.kind === 'digest') return file(asked, table.byDigest.get(route.name), table);
  if (route.kind === 'menu') return answerMenu(asked.asker, route, table, leaseHolder);
  return ofBlade(asked, route, table);
}

/** For the person who tries with a browser whether anything is there. */
function greeting({ blades, revision, server }: IndexedTable): Answer {
  const armed = blades.filter(({ permission }) => permission === 'armed').length;
  return words(
    200,
    `Rackstrap boot service on ${server.address}.\nBoot table ${revision}: ${blades.length} blades, ${armed} of them armed.`,
  );
}

function file(asked: Asked, path: string | undefined, table: IndexedTable): Answer {
  const { asker } = asked;
  if (!asker.known) return refuse(403, `${asker.address} is no address of this plan.`);
  if (path === undefined) return refuse(404, `The bundle has no file of this SHA-256 and name: ${asked.target}.`);
  const found = Object.hasOwn(table.files, path) ? table.files[path] : undefined;
  if (!found && Object.hasOwn(table.withheld ?? {}, path)) return withheld(path);
  if (!found) return refuse(404, `The bundle has no file ${path}.`);
  const tag = entityTag(found.sha256);
  const met = precondition({ ifMatch: asked.header('if-match'), ifNoneMatch: asked.header('if-none-match') }, tag);
  if (met === 'failed') return words(412, `${path} is another file by now.`, { etag: tag });
  if (met === 'not-modified') return { ...words(304, ''), headers: { etag: tag } };
  return bytesOf(asked, path, found, tag);
}

/** RFC 9110 section 14.2: a Range is of GET alone; HEAD tells of the whole file. */
function bytesOf(asked: Asked, name: string, found: TableFile, tag: string): Answer {
  const { size, contentType = 'application/octet-stream' } = found;
  const ranged = asked.method === 'GET' && sameFile(asked.header('if-range'), tag);
  const wanted = ranged ? wantedRange(asked.header('range'), size) : { kind: 'whole' as const };
  if (wanted.kind === 'unsatisfiable')
    return refuse(416, `${name} has ${size} bytes; the range asked for begins behind them.`, { 'content-range': `bytes */${size}` });
  const part = wanted.kind === 'part' ? wanted : { start: 0, length: size };
  const { start, length } = part;
  return {
    kind: 'file',
    status: wanted.kind === 'part' ? 206 : 200,
    headers: {
      'content-type': contentType,
      'content-length': length,
      'accept-ranges': 'bytes',
      etag: tag,
      ...(wanted.kind === 'part' ? { 'content-range': `bytes ${start}-${start + length - 1}/${size}` } : {}),
    },
    file: found,
    start,
    length,
    ...carried(asked, name, found.kind),
  };
}

const carried = ({ method }: Asked, name: string, transfer: TransferKind) => ({ name, transfer, probe: method === 'HEAD' });

function ofBlade(asked: Asked, route: Extract<Route, { mac: string }>, table: IndexedTable): Answer {
  const { asker } = asked;
  const blade = table.byMac.get(route.mac);
  if (!blade) return refuse(403, `${route.mac} is in no slot of this plan.`);
  if (asker.blade !== blade) return refuse(403, `${asker.address} is not the address of ${route.mac} in slot ${blade.slot}.`);
  return route.kind === 'home' ? home(asked, route.call, blade) : document(asked, route.name, blade);
}

function document(asked: Asked, name: string, blade: TableBlade): Answer {
  const found = Object.hasOwn(blade.documents, name) ? blade.documents[name] : undefined;
  if (!found) return notYet(`Slot ${blade.slot} has no ${name} now. Ask again.`);
  if (found.release === 'token' && !sameSecret(bearer(asked), blade.tokens.live))
    return refuse(403, `${name} is released only to the live system of slot ${blade.slot}, with its token.`);
  return { kind: 'document', status: 200, headers: documentHead(found), body: found.body, ...carried(asked, name, found.kind) };
}

const documentHead = ({ body, contentType }: TableDocument): Head['headers'] => ({
  'content-type': contentType,
  'content-length': Buffer.byteLength(body),
  'cache-control': 'no-store',
  'accept-ranges': 'none',
});

function home(asked: Asked, call: string, blade: TableBlade): Answer {
  const token = bearer(asked);
  const { slot, address, tokens } = blade;
  if (sameSecret(token, tokens.live)) return { kind: 'home', call: { slot, address, system: 'live', call } };
  if (sameSecret(token, tokens.installed)) return { kind: 'home', call: { slot, address, system: 'installed', call } };
  return refuse(403, `The token is not one of slot ${slot} in this arming.`);
}

/** RFC 6750 section 2.1; empty when there is none. */
const bearer = (asked: Asked): string => /^Bearer[ ]+([A-Za-z0-9._~+/-]+=*)$/i.exec(asked.header('authorization') ?? '')?.[1] ?? '';
