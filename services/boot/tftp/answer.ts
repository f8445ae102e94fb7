// What a request is answered: the whole policy of the TFTP service, decided from the boot table and nothing else.

import type { TransferKind } from '../../domain/blade/events.ts';
import type { IndexedTable } from '../../domain/boot-table.ts';
import { errorCode, type Malformed, type Options, type Packet, type Request } from '../../protocol/tftp/index.ts';
import type { Asker } from '../asker.ts';
import type { Source } from './contents.ts';
import { entryOf, pathOf } from './name.ts';

export type Answer =
  | {
      readonly kind: 'send';
      readonly file: string;
      readonly transfer: TransferKind;
      readonly source: Source;
      readonly mode: 'octet' | 'netascii';
      readonly options: Options;
    }
  | { readonly kind: 'refuse'; readonly file: string; readonly code: number; readonly reason: string }
  | { readonly kind: 'silence'; readonly reason: string };

const refuse = (file: string, code: number, reason: string): Answer => ({ kind: 'refuse', file, code, reason });

/** The answer to one packet that came to the port of the service. */
export function answer(packet: Packet | Malformed, asker: Asker, table: IndexedTable): Answer {
  if ('malformed' in packet) return { kind: 'silence', reason: packet.malformed };
  if (packet.kind === 'read') return read(packet, asker, table);
  if (packet.kind === 'write') return refuse(packet.file, errorCode.accessViolation, 'Nothing can be written here');
  return { kind: 'silence', reason: `${packet.kind} belongs to no transfer` };
}

function read({ file, mode, options }: Request, asker: Asker, table: IndexedTable): Answer {
  const path = pathOf(file);
  if (path === undefined) return refuse(file, errorCode.accessViolation, 'Not a file name');
  if (!asker.known) return refuse(path, errorCode.accessViolation, `${asker.address} is no address of this plan`);
  if (mode !== 'octet' && mode !== 'netascii') return refuse(path, errorCode.illegalOperation, `Mode ${mode} is not served`);
  const found = find(path, asker, table);
  if (!found) return refuse(path, errorCode.fileNotFound, 'File not found');
  return { kind: 'send', ...found, mode, options };
}

/** What was rendered for the asking blade, or for all that are not planned, goes before what everybody may have. */
function find(
  path: string,
  { blade }: Asker,
  { files, menu }: IndexedTable,
): Pick<Extract<Answer, { kind: 'send' }>, 'file' | 'transfer' | 'source'> | undefined {
  const rendered = blade?.tftp ?? menu?.tftp;
  const [menuPath, text] = (rendered && entryOf(rendered, path)) ?? [];
  if (menuPath !== undefined && text !== undefined)
    return { file: menuPath, transfer: 'menu', source: { kind: 'text', bytes: new TextEncoder().encode(text) } };
  const [filePath, found] = entryOf(files, path) ?? [];
  if (filePath === undefined || found === undefined) return undefined;
  const { pieces, size, sha256, kind } = found;
  return { file: filePath, transfer: kind, source: { kind: 'file', pieces, size, sha256 } };
}
