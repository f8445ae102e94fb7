// A rack's switch: a network namespace with a bridge, one port per blade, and the laptop's own address on the bridge.

import { execFileSync } from 'node:child_process';

export interface Switch {
  readonly namespace: string;
  /** The bridge: the interface that the laptop serves on. */
  readonly device: string;
  /** One tap per blade, in order. */
  readonly ports: readonly string[];
  /** The words that run a command inside the namespace: `[...inside, 'ping', …]`. */
  readonly inside: readonly string[];
  /** Removes the namespace and all that is in it. Never throws. */
  remove(): void;
}

const ip = (...words: string[]) => execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });

/** What leads out of the namespace; nothing, in a rack that stands by itself. */
const waysOut = (namespace: string): string =>
  ['-4', '-6'].map((family) => execFileSync('ip', ['-n', namespace, family, 'route', 'show', 'default'], { encoding: 'utf8' })).join('');

/**
 * No default route leads out of it: whatever a blade or the laptop has, it has from the rack.
 *
 * @param address the laptop's, with prefix length: `10.20.30.242/24`
 * @throws Error when not root or the kernel has no bridge or tun
 */
export function plugSwitch(address: string, blades: number): Switch {
  const namespace = `rackstrap-lab-${process.pid}`;
  const device = 'rack0';
  const ports = Array.from({ length: blades }, (_, index) => `port${index + 1}`);
  const within = (...words: string[]) => ip('-n', namespace, ...words);
  const remove = () => {
    try {
      ip('netns', 'delete', namespace);
    } catch {
      // It was gone already.
    }
  };
  ip('netns', 'add', namespace);
  try {
    within('link', 'set', 'lo', 'up');
    // No spanning tree and no forward delay, as on a port with portfast.
    within('link', 'add', device, 'type', 'bridge', 'forward_delay', '0', 'mcast_snooping', '0');
    for (const port of ports) {
      within('tuntap', 'add', port, 'mode', 'tap');
      within('link', 'set', port, 'master', device, 'up');
    }
    within('address', 'add', address, 'dev', device);
    within('link', 'set', device, 'up');
    if (waysOut(namespace) !== '') throw new Error(`a way leads out of the lab's rack: ${waysOut(namespace)}`);
  } catch (error) {
    remove();
    throw error;
  }
  return { namespace, device, ports, inside: ['ip', 'netns', 'exec', namespace], remove };
}
