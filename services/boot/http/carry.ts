// Carries a body to the client: a file by the fastest way there is, a document at once, a HEAD not at all.

import type { Response } from 'express';
import type { TableFile } from '../../domain/boot-table.ts';
import type { BodyEnd, BodySender } from '../../platform/file-body.ts';
import { type OpenFile, openPieces } from '../../platform/open-file.ts';
import type { Answer } from './answer.ts';

type Found<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>;

/** The file, if it is there and as long as the table says: a bundle on a stick can be pulled out, or be overwritten. */
export const openAsPlanned = ({ pieces }: TableFile): Promise<OpenFile | undefined> => openPieces(pieces).catch(() => undefined);

/** Resolves when the kernel has the body, or will not get it. Closes the file. */
export async function carryFile(
  file: OpenFile,
  response: Response,
  found: Found<'file'>,
  bodies: BodySender,
  onSent: (bytes: number) => void,
) {
  const { status, headers, probe, start, length } = found;
  try {
    response.writeHead(status, headers);
    if (probe || length === 0) return await ended(response.end(), 0);
    response.flushHeaders();
    return await bodies.send({ response, file, start, length, onSent });
  } finally {
    await file.close();
  }
}

/** Resolves when the kernel has the document, or will not get it. */
export function carryDocument(response: Response, { status, headers, body, probe }: Found<'document'>): Promise<BodyEnd> {
  return ended(response.writeHead(status, headers).end(probe ? undefined : body), Buffer.byteLength(body));
}

/** The connection is watched too: a response that waits behind another on it hears nothing of its own when it breaks. */
const ended = (response: Response, length: number): Promise<BodyEnd> =>
  new Promise((resolve) => {
    const { socket } = response.req;
    const end = () => {
      socket.off('close', end);
      resolve(response.writableFinished ? { outcome: 'done', sentBytes: length } : { outcome: 'aborted', sentBytes: 0 });
    };
    response.once('close', end);
    socket.once('close', end);
    if (socket.destroyed) end();
  });
