// What a blade's DHCP packets, and our answers to them, say about its boot.

import { type Blade, type Boot, type Fruitless, inBoot, isInstalled, newBoot, permissionOf, reach, takeSecrets } from './blade.ts';
import type { DhcpClient } from './events.ts';
import { becomes, type EventOf, type Handler, type Outcome, stays } from './outcome.ts';

/** After this much silence a DISCOVER is another boot, not a repetition. EDK2 repeats after 4, 8, 16 and 32 s, iPXE after at most 10 s. */
const silenceBetweenBoots = 120_000;

type Heard = EventOf<'dhcp-heard'>;

const liveSystemRuns = ({ bootId, fetches }: Boot) => bootId !== undefined || fetches.config !== undefined;

/** Its first exchange ended, one way or another: in proxy mode the site's own server sends the ACK, and we see only what follows. */
const pastFirstExchange = (boot: Boot) => boot.bound || Object.keys(boot.fetches).length > 0;

/** The loader's own DHCP. A ROM that is iPXE may be given a second iPXE to load: that one asks while the loader is the last thing it fetched. */
const isChained = (boot: Boot, client: DhcpClient) =>
  client === 'ipxe' && (boot.client !== 'ipxe' || (boot.fetches.loader !== undefined && boot.fetches.script === undefined));

/** True when this DISCOVER comes from a machine that was switched on or reset since its last packet. */
function beginsBoot(blade: Blade, { client, at }: Heard): boolean {
  const { boot } = blade;
  if (!boot || at - boot.asked > silenceBetweenBoots) return true;
  if (liveSystemRuns(boot)) return true;
  return pastFirstExchange(boot) && !isChained(boot, client);
}

const inVain = ({ stage, fruitless }: Blade, { fetches, chained }: Boot): Fruitless => ({
  stage,
  boots: fruitless?.stage === stage ? fruitless.boots + 1 : 1,
  loaderLost: stage === 'loader' && !chained && (fetches.loader?.done ?? 0) > 0,
});

const oneMore = (counts: Blade['diskBoots'], what: string) => ({ ...counts, [what]: (counts[what] ?? 0) + 1 });

/**
 * A new boot starts the blade over at `dhcp`, except one whose disk is written: that one is only passing through on its way to its disk. The boot
 * that may have got the go is over, and what lay ready for it is for nobody.
 */
function restart(blade: Blade, { at, client, architecture, mac }: Heard): Outcome {
  const boot = newBoot(at, client, architecture);
  if (isInstalled(blade))
    return stays(
      { ...blade, boot, diskBoots: oneMore(blade.diskBoots, `${mac} ${client}`) },
      'asks to boot from the network again; it is sent to its disk',
    );
  const fruitless = blade.boot && permissionOf(blade) === 'armed' ? inVain(blade, blade.boot) : blade.fruitless;
  const over: Blade = { ...takeSecrets(blade), boot, fruitless, progress: undefined, osAsked: undefined, reached: {}, stage: 'waiting' };
  return becomes(reach(over, 'dhcp', at));
}

/** The same boot asks again, or the loader that we sent asks for the first time. */
function askedAgain(blade: Blade, boot: Boot, { at, client }: Heard): Blade {
  const first = pastFirstExchange(boot) && isChained(boot, client) && !boot.chained;
  const chained = { chained: true, bound: false, offers: 0, otherServer: undefined };
  return { ...inBoot(blade, at, { asked: at, ...(first && chained) }), ...(first && { moved: at }) };
}

function discovered(blade: Blade, event: Heard): Outcome {
  if (!blade.boot || beginsBoot(blade, event)) return restart(blade, event);
  return becomes(askedAgain(blade, blade.boot, event));
}

function requested(blade: Blade, event: Heard): Outcome {
  if (!blade.boot) return restart(blade, event);
  if (event.otherServer) return becomes(inBoot(blade, event.at, { otherServer: event.otherServer, offers: 0 }));
  return becomes({ ...inBoot(blade, event.at, { offers: 0, otherServer: undefined }), moved: event.at });
}

/** An operating system's DHCP is no boot: the live system, the installed one, or what was on the disk before. It shows that a kernel has a network. */
const systemAsked = (blade: Blade, at: number): Blade => ({ ...blade, osAsked: at, moved: blade.stage === 'kernel' ? at : blade.moved });

export const dhcpHeard: Handler<'dhcp-heard'> = (blade, event) => {
  if (event.client === 'os') return becomes(systemAsked(blade, event.at));
  switch (event.message) {
    case 'discover':
    case 'bootp':
      return discovered(blade, event);
    case 'request':
      return requested(blade, event);
    case 'decline':
      return becomes(inBoot(blade, event.at, { bound: false, conflict: { address: event.requested ?? 'its address', holder: undefined } }));
    default:
      return becomes(blade);
  }
};

function answered(boot: Boot | undefined, { message, reason }: EventOf<'dhcp-answered'>): Partial<Boot> {
  if (message === 'offer') return { offers: (boot?.offers ?? 0) + 1, silence: undefined };
  if (message === 'ack') return { bound: true, naks: 0, silence: undefined, conflict: undefined };
  return { bound: false, naks: (boot?.naks ?? 0) + 1, nakReason: reason };
}

/** Our answers prove nothing about the blade; they are kept to explain its silence. */
export const dhcpAnswered: Handler<'dhcp-answered'> = (blade, event) =>
  becomes(event.client === 'os' || !blade.boot ? blade : inBoot(blade, event.at, answered(blade.boot, event)));

export const dhcpSilent: Handler<'dhcp-silent'> = (blade, event) =>
  becomes(blade.boot ? inBoot(blade, event.at, { silence: event.reason }) : blade);

export const addressConflict: Handler<'address-conflict'> = (blade, { at, address, holder }) =>
  becomes(blade.boot ? inBoot(blade, at, { conflict: { address, holder } }) : blade);
