// Why a download did not come about, told apart by what helps: trying again, or a person.

/** Sizes are bytes. `status`: the server's answer; `later`: it asks to be left alone for longer than anybody waits at a desk. */
export type Trouble =
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'later'; readonly seconds: number }
  | { readonly kind: 'unreachable' | 'cut' | 'tls' | 'proxy' | 'redirect' | 'unreadable'; readonly reason: string }
  | { readonly kind: 'silent'; readonly seconds: number }
  | { readonly kind: 'too-large'; readonly limit: number }
  | { readonly kind: 'size'; readonly found: number; readonly size: number }
  | { readonly kind: 'hash'; readonly found: string };

/** What `download.ts` rejects with, besides the reason of its signal and Node's errors of the laptop's own disk. */
export class DownloadFailure extends Error {
  readonly url: string;
  readonly trouble: Trouble;
  /** Milliseconds that the server asks to wait, when it does. */
  readonly wait: number | undefined;
  constructor(url: string, trouble: Trouble, options: { readonly wait?: number | undefined; readonly cause?: unknown } = {}) {
    super(`${url}: ${JSON.stringify(trouble)}`, { cause: options.cause });
    this.name = 'DownloadFailure';
    this.url = url;
    this.trouble = trouble;
    this.wait = options.wait;
  }
}

/** 408 and 425 ask for another try, 429 and 503 for a later one; what else a server's 5xx is, it is rarely for long. */
const passing = (status: number): boolean => status >= 500 || [408, 425, 429].includes(status);

/** Whether the same question may be answered otherwise a little later. */
export const mayPass = (trouble: Trouble): boolean =>
  trouble.kind === 'status' ? passing(trouble.status) : ['unreachable', 'cut', 'silent', 'hash'].includes(trouble.kind);

/** How Node and OpenSSL name a certificate that is not believed, or a far side that speaks no TLS. */
const tlsCode = /^(CERT_|ERR_TLS_|ERR_SSL_|UND_ERR_PRX_TLS$|EPROTO$|SELF_SIGNED_CERT|DEPTH_ZERO_SELF|UNABLE_TO_|HOSTNAME_MISMATCH)/;
/** The connection was there and ended too early, or what came over it was no HTTP. */
const cutCode = /^(UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH|UND_ERR_HEADERS_OVERFLOW|ECONNRESET|EPIPE|HPE_)/;
/** There was no connection. */
const unreachableCode =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|ETIMEDOUT|ECONNABORTED|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT)$/;

/** undici tells only in words what a proxy answered, to CONNECT or because it wants to know who asks. */
const proxyAnswer = /^Proxy (?:response|Authentication Required) \((\d+)\)/;

/** What an error of the network means; undefined when it is a surprise. */
export function troubleOf(error: unknown): Trouble | undefined {
  const { code = '', message = '' } = error as NodeJS.ErrnoException;
  const refusedBy = proxyAnswer.exec(message);
  if (refusedBy) {
    const status = Number(refusedBy[1]);
    return passing(status) ? { kind: 'unreachable', reason: message } : { kind: 'proxy', reason: `it answered ${status}` };
  }
  if (code === 'UND_ERR_PRX_CONN') return { kind: 'unreachable', reason: message };
  if (tlsCode.test(code)) return { kind: 'tls', reason: message };
  if (cutCode.test(code)) return { kind: 'cut', reason: message };
  return unreachableCode.test(code) ? { kind: 'unreachable', reason: message || code } : undefined;
}
