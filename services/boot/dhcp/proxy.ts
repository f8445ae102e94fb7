// ProxyDHCP (PXE 2.1, section 2.2): another server gives the addresses, this one only says what to boot.
//
// A proxy offer has no yiaddr. It names server and file at once, so that most clients need not come to port 4011 for them; those that do
// (EDK2 without option 43, PXE menus) are answered there, to the port they asked from.

import { type Decision, silence } from './decision.ts';
import type { Note } from './memory.ts';
import { bootOf, give, type Scene } from './scene.ts';

/** How long an address that another server gave is taken as its client's, while nothing else is heard. */
const foreignLeaseMilliseconds = 24 * 60 * 60 * 1000;

/** For requests to port 4011 in any mode, and for all requests in proxy mode. */
export function answerAsProxy(scene: Scene): Decision {
  const { client, door, blade } = scene.request;
  if (!blade) return silence('it is not in the plan');
  if (door === 'server' && client.type === 'request') return silence(undefined, ...addressTaken(scene));
  const type = door === 'proxy' ? 'ack' : 'offer';
  const wanted = door === 'proxy' ? client.type === 'request' || client.type === 'inform' : client.type === 'discover';
  if (!wanted || client.kind === 'os') return silence();
  const { boot, notes } = bootOf(scene, blade);
  if (boot.boot === 'missing') return silence(boot.reason);
  return boot.boot === 'file'
    ? give(scene, type, { link: scene.link, address: undefined, hostname: undefined, bootFile: boot.name, proxy: true }, notes)
    : silence();
}

/** The client tells everybody which address it takes from which server: so its transfers can be told by their address. */
function addressTaken({ request: { client }, now }: Scene): Note[] {
  const { requested: address, mac } = client;
  return address === undefined ? [] : [{ note: 'leased', address, mac, until: now + foreignLeaseMilliseconds }];
}
