// Which bytes of a file a client wants, and whether it wants any: Range, If-Range and the preconditions of RFC 9110.

/** A strong entity tag: the file's own hash in quotes (RFC 9110 section 8.8.3). */
export const entityTag = (sha256: string): string => `"${sha256}"`;

/** `whole`: no range, or one that need not be honoured; `part`: `length` bytes from `start` on, at least one. */
export type Wanted =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly start: number; readonly length: number }
  | { readonly kind: 'unsatisfiable' };

const whole: Wanted = { kind: 'whole' };

/**
 * Reads a Range header for a file of `size` bytes (RFC 9110 section 14.1.2). One range is honoured. What is not understood is ignored, as section
 * 14.2 says, and so are several ranges at once, as it allows: no boot client asks for them, and the whole file is an answer to each.
 */
export function wantedRange(header: string | undefined, size: number): Wanted {
  const [, first = '', last = ''] = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i.exec(header ?? '') ?? [];
  if (first === '') return last === '' ? whole : suffix(Number(last), size);
  const start = Number(first);
  if (last !== '' && Number(last) < start) return whole;
  if (start >= size) return { kind: 'unsatisfiable' };
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return { kind: 'part', start, length: end - start + 1 };
}

function suffix(count: number, size: number): Wanted {
  if (count === 0 || size === 0) return { kind: 'unsatisfiable' };
  const length = Math.min(count, size);
  return { kind: 'part', start: size - length, length };
}

/** Whether a Range may be honoured: If-Range must name this very file (section 13.1.5). A date never does, for we give none. */
export const sameFile = (ifRange: string | undefined, tag: string): boolean => ifRange === undefined || ifRange.trim() === tag;

export type Precondition = 'go' | 'not-modified' | 'failed';

/**
 * If-Match and If-None-Match for GET and HEAD (RFC 9110 section 13.2.2). The dates If-Modified-Since and If-Unmodified-Since are ignored, as
 * sections 13.1.3 and 13.1.4 ask of a resource without a date: a part of the bundle is known by its hash.
 */
export function precondition(
  headers: { readonly ifMatch: string | undefined; readonly ifNoneMatch: string | undefined },
  tag: string,
): Precondition {
  const { ifMatch, ifNoneMatch } = headers;
  if (ifMatch !== undefined && !names(ifMatch, tag, strong)) return 'failed';
  return ifNoneMatch !== undefined && names(ifNoneMatch, tag, weak) ? 'not-modified' : 'go';
}

const strong = (given: string) => given;
const weak = (given: string) => given.replace(/^W\//, '');

const names = (list: string, tag: string, as: (given: string) => string): boolean =>
  list.trim() === '*' || (list.match(/(W\/)?"[^"]*"/g) ?? []).some((given) => as(given) === tag);
