// Until when certificates hold: one that a server shows, and one in a file.

import { X509Certificate } from 'node:crypto';
import { connect } from 'node:tls';

export interface ShownBy {
  readonly address: string;
  readonly port: number;
  /** In PEM: what another authority vouches for is of another server. */
  readonly authority: string;
  /** Milliseconds for connection and handshake. */
  readonly patience: number;
}

/** Milliseconds since 1970. @throws for a text that is no certificate */
export const expiryOf = (pem: string): number => new X509Certificate(pem).validToDate.getTime();

/** It is told, too, when a certificate is out of date: then above all. */
const isOurs = (authorized: boolean, error: Error | string | null | undefined): boolean =>
  authorized || (error instanceof Error ? (error as NodeJS.ErrnoException).code : error) === 'CERT_HAS_EXPIRED';

/**
 * Until when the certificate of a TLS server holds, in milliseconds since 1970; nothing is sent but the handshake, so a server that wants to
 * know who asks shows its own all the same (TLS 1.3). Undefined when no server is there that this authority vouches for.
 */
export const servedUntil = ({ address, port, authority, patience }: ShownBy): Promise<number | undefined> =>
  new Promise((resolve) => {
    // Whoever asks judges by the authority below; the name is not in question: the address was in the plan.
    const socket = connect({ host: address, port, ca: authority, rejectUnauthorized: false, checkServerIdentity: () => undefined });
    const end = (until?: number) => {
      resolve(until);
      socket.destroy();
    };
    socket.setTimeout(patience, () => end());
    socket.once('error', () => end());
    socket.once('secureConnect', () =>
      end(isOurs(socket.authorized, socket.authorizationError) ? socket.getPeerX509Certificate()?.validToDate.getTime() : undefined),
    );
  });
