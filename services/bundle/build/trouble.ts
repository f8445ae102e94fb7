// What went wrong while a part was fetched or written, as a problem that names the part, the address and what to do.

import { type Problem, problem, Refusal } from '../../domain/problem.ts';
import { DownloadFailure, type Trouble } from '../../platform/download.ts';
import { fileTrouble } from '../../platform/files.ts';

interface Asked {
  readonly part: string;
  /** Without a password. */
  readonly url: string;
  readonly sha256: string | undefined;
}

function ofStatus(status: number, { part, url }: Asked): Problem {
  if (status === 404 || status === 410) return problem('download-absent', { part, url, status });
  if (status === 401 || status === 403) return problem('download-forbidden', { part, url, status });
  return status === 407
    ? problem('download-proxy', { part, url, reason: 'it wants a user and a password' })
    : problem('download-status', { part, url, status });
}

type Kind = Trouble['kind'];
type Words = { readonly [K in Kind]: (trouble: Extract<Trouble, { kind: K }>, asked: Asked) => Problem };

const words: Words = {
  status: ({ status }, asked) => ofStatus(status, asked),
  later: ({ seconds }, { part, url }) => problem('download-later', { part, url, seconds }),
  unreachable: ({ reason }, { part, url }) => problem('download-unreachable', { part, url, host: new URL(url).host, reason }),
  cut: ({ reason }, { part, url }) => problem('download-cut', { part, url, reason }),
  tls: ({ reason }, { part, url }) => problem('download-tls', { part, url, reason }),
  proxy: ({ reason }, { part, url }) => problem('download-proxy', { part, url, reason }),
  redirect: ({ reason }, { part, url }) => problem('download-redirect', { part, url, reason }),
  unreadable: ({ reason }, { part, url }) => problem('download-unreadable', { part, url, reason }),
  silent: ({ seconds }, { part, url }) => problem('download-silent', { part, url, seconds }),
  'too-large': ({ limit }, { part, url }) => problem('download-too-large', { part, url, limit }),
  size: ({ found, size }, { part, url }) => problem('download-size', { part, url, found, size }),
  hash: ({ found }, { part, url, sha256 = '' }) => problem('download-hash', { part, url, found, sha256 }),
};

/** An address as it may be shown: nobody's password, no token. */
export function shownUrl(url: string): string {
  const shown = new URL(url);
  for (const field of ['username', 'password', 'search', 'hash'] as const) shown[field] = '';
  return shown.href;
}

/** The Refusal that a failed download of `part` is; anything else as it is. */
export function downloadRefusal(error: unknown, part: string, sha256?: string): unknown {
  if (!(error instanceof DownloadFailure)) return error;
  const word = words[error.trouble.kind] as (trouble: Trouble, asked: Asked) => Problem;
  return new Refusal(word(error.trouble, { part, url: shownUrl(error.url), sha256 }));
}

/** True for what came of a download and not of its proof. */
export const isOfDownload = (reason: unknown): boolean =>
  reason instanceof Refusal && reason.problems.some(({ code }) => code.startsWith('download-'));

/** The Refusal that an error of the disk below `directory` is; anything else as it is. */
export function diskRefusal(error: unknown, directory: string): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  return new Refusal(problem('build-disk', { directory, reason: fileTrouble(error) }));
}

/** True when the disk takes no more: nothing else can go on either. */
export const isOfDisk = (reason: unknown): boolean =>
  reason instanceof Refusal && reason.problems.some(({ code }) => code === 'build-disk');
