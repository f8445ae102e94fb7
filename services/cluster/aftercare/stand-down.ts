// A machine that leaves the cluster switches itself off, and is no node when somebody switches it on again.

import type { Inspector } from '../inspector.ts';

/** Its kubelet has to report the end of the command first: seconds. */
const delaySeconds = 30;
/** The second removes itself when its work is done: the first is switched off all the same. */
const units = ['kubelet.service', 'rackstrap-cluster.service'];

/** What a blade on a shelf must not have: the keys of the authorities, and every Secret of the cluster in etcd's data, of which it is no member now. */
const kept = ['/etc/kubernetes', '/var/lib/etcd'];

/**
 * Off rather than restarted: an API server without its etcd member must not go on holding the VIP, its kubelet would make the node anew at its
 * next start, and a blade without a light is the one to pull. The files go last: until then the API server beside them may be the one that hears of
 * the command's end.
 */
const leaving = `systemctl stop kubelet.service; rm -rf ${kept.join(' ')}; systemctl poweroff`;
const script = `for unit in ${units.join(' ')}; do systemctl disable $unit; done; systemd-run --on-active=${delaySeconds} /bin/sh -c "${leaving}"`;
const command = `nsenter -t 1 -m -- sh -c '${script}'`;

/** It goes off half a minute after this resolves. @throws ApiTrouble, InspectorTrouble */
export async function standDown({ shell, remove }: Pick<Inspector, 'shell' | 'remove'>): Promise<void> {
  try {
    await shell(command);
  } finally {
    await remove();
  }
}
