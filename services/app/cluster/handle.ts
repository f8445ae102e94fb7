// What the appliance lends to whoever works with the cluster of its run.

import type { ClusterClient } from '../../cluster/client.ts';
import type { ClusterSecrets } from '../../domain/kubernetes/secrets.ts';
import type { Secret } from '../../domain/secret.ts';
import type { RunEnd } from '../../store/runs.ts';
import type { Vault } from '../../store/vault.ts';

export interface ClusterHandle {
  /** With the appliance's own certificate; undefined before the API has answered once, and when the run has no secrets any more. */
  api(): ClusterClient | undefined;
  /** Of the open vault; the same ones after it was wiped, until the appliance is closed. Throws a Refusal (`vault-missing`) where there are none. */
  secrets(): Secret<ClusterSecrets>;
  readonly vault: Vault;
  /** The endpoint of the cluster, or what this laptop forwards to a machine on it: `https://10.20.30.9:6443`. */
  readonly server: string;
  /** Of a machine on this laptop: the ports by which it is reached here. */
  readonly forwarded?: { readonly api: number; readonly ssh: number };
  /**
   * Every boot service (DHCP, TFTP, HTTP, NTP, router advertisements) is off while `work` runs, and on again when it ends, however it ends; the
   * console and the watch of the cluster go on. Without services there is nothing to silence. Throws what `work` throws, and a Refusal when the
   * services cannot start again.
   */
  silence<Value>(work: () => Promise<Value>): Promise<Value>;
  /** Writes into the run's record how it ended: the next start of this plan begins a new run. Saying so twice is well. */
  endRun(how: RunEnd): void;
}
