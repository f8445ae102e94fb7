// What a server, or a directory that stands for one, answers to the question for a file.

export interface Answer {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** To be read to its end or left with `break`. Rejects with a DownloadFailure, or the signal's reason. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Lets go of the connection instead of reading the body; never rejects. */
  leave(): Promise<void>;
}

/** Where the bytes of a partial answer stand in the whole (RFC 9110, 14.4): `bytes 200-999/1000`; of an unsatisfied range only `length`. */
export function contentRange(headers: Answer['headers']): { readonly first?: number; readonly length?: number } {
  const [, first, length] = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? [];
  return { ...(first && { first: Number(first) }), ...(length && length !== '*' && { length: Number(length) }) };
}

/** Bytes of the whole file, where the answer tells. */
export function lengthOf({ status, headers }: Answer): number | undefined {
  if (status === 206) return contentRange(headers).length;
  const length = headers['content-length'];
  return length === undefined ? undefined : Number(length);
}

/** What If-Range may be asked with (RFC 9110, 13.1.5): a strong tag, or else the time of the last change. */
export function validatorOf({ etag, 'last-modified': changed }: Answer['headers']): string | undefined {
  return etag && !etag.startsWith('W/') ? etag : changed;
}

/** How long the server asks to be left alone (RFC 9110, 10.2.3), in milliseconds: seconds, or a date by the laptop's clock. */
export function retryAfter({ 'retry-after': given }: Answer['headers'], now: number): number | undefined {
  if (given === undefined) return undefined;
  const wait = /^\d+$/.test(given) ? Number(given) * 1000 : Date.parse(given) - now;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
