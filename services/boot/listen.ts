// How a boot service takes its port; what can go wrong there is a problem with what to do.

import { type Problem, problem, Refusal } from '../domain/problem.ts';
import { type HttpOptions, type HttpServer, openHttp } from '../platform/http-server.ts';
import { portHolder } from '../platform/port-holder.ts';
import { openUdp, type UdpOptions, type UdpSocket } from '../platform/udp.ts';

/** The socket; rejects with a Refusal (`port-busy`, `port-forbidden`, `address-missing`, `adapter-missing`) where the laptop is not ready for it. */
export const listenUdp = (options: UdpOptions): Promise<UdpSocket> => openUdp(options).catch(refuse('udp', options));

/** The server, listening; rejects as `listenUdp` does. */
export const listenHttp = (handler: Parameters<typeof openHttp>[0], options: HttpOptions): Promise<HttpServer> =>
  openHttp(handler, options).catch(refuse('tcp', options));

const refuse = (protocol: 'udp' | 'tcp', options: UdpOptions) => async (reason: Error & { code?: string }) => {
  const found = await whyNot(protocol, reason.code, options);
  throw found ? new Refusal(found) : reason;
};

/** What an error code of listening means to a technician; undefined when it is a surprise. */
export async function whyNot(
  protocol: 'udp' | 'tcp',
  code: string | undefined,
  { port, address = '0.0.0.0', device = '' }: UdpOptions,
): Promise<Problem | undefined> {
  const name = protocol.toUpperCase();
  if (code === 'EADDRINUSE')
    return problem('port-busy', { protocol: name, port, holder: (await portHolder(protocol, port)) ?? 'another program' });
  if (code === 'EACCES') return problem('port-forbidden', { protocol: name, port });
  if (code === 'EADDRNOTAVAIL') return problem('address-missing', { address });
  if (code === 'ENODEV') return problem('adapter-missing', { device });
  return undefined;
}
