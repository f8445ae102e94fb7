// The hand-over of the open run's cluster: a new administrator, and everything its engineer gets beside the kubeconfig.

import { type HandedOver, handOver, type Printer } from '../../cluster/handover/index.ts';
import type { Event } from '../../domain/blade/events.ts';
import type { Language } from '../../domain/language.ts';
import { orRefuse } from '../../domain/problem.ts';
import { Secret } from '../../domain/secret.ts';
import { randomKey } from '../../platform/random.ts';
import { refuseWhenOver } from '../run-control.ts';
import type { RunStore } from '../run-store.ts';
import { tool } from '../version.ts';
import type { ClusterRun } from './cluster-work.ts';

export interface HandOverTo {
  readonly directory: string;
  /** How long the administrator's certificate holds. */
  readonly adminDays: number;
  readonly language: Language;
}

/** As the new administrator is called in the cluster's audit log. */
const user = 'administrator';
const day = 86_400_000;
/** Events read at once. */
const page = 1000;

/** The journal from its first event on, as often as it is walked. */
const eventsOf = ({ since }: Pick<RunStore, 'since'>): Iterable<Event> => ({
  *[Symbol.iterator]() {
    for (let seq = 0; ; ) {
      const events = since(seq, page);
      yield* events;
      if (events.length < page) return;
      seq = events.at(-1)!.seq;
    }
  },
});

/** Throws a Refusal with why it could not be written, or `run-sealed`, `run-rolled-back`: what is sealed gets no administrators from here. */
export async function handOverTo(
  { plan: { plan, text }, bundle, store, runName, simulated, handle, clock }: ClusterRun,
  { directory, adminDays, language }: HandOverTo,
  by: string,
  print: Printer,
): Promise<HandedOver> {
  refuseWhenOver(store.run());
  // Takes a third of a second to load.
  const { kubeconfig, newAdministrator, newKeyPair } = await import('../../pki/index.ts');
  const { authorities, keyAlgorithm, clusterName } = handle.secrets().reveal();
  const now = clock.now();
  const life = adminDays * day;
  const making = { now, random: randomKey, keyPair: newKeyPair };
  const identity = await newAdministrator({ user, algorithm: keyAlgorithm, life }, authorities.cluster, making);
  const { server } = handle;
  const handed = orRefuse(
    await handOver({
      directory,
      kubeconfig: new Secret(kubeconfig({ clusterName, server, authority: authorities.cluster.certificate, user, identity })),
      planText: text,
      print,
      report: {
        language,
        writtenAt: now,
        tool,
        runName,
        simulated,
        plan,
        manifest: bundle.manifest,
        manifestSha256: bundle.manifestSha256,
        run: store.run(),
        events: eventsOf(store),
        administrator: { user, server, expires: now + life },
        ...(handle.forwarded ? { forwardedSsh: handle.forwarded.ssh } : {}),
      },
    }),
  );
  store.durably({ type: 'handed-over', directory: handed.directory, files: handed.files, by });
  return handed;
}
