// What blades are served by: DHCP, TFTP, HTTP and NTP on the cable, or, for a machine on this laptop, its own HTTP service and the machine itself.

import { DhcpMemory, dhcpPart } from '../boot/dhcp/index.ts';
import { httpPart } from '../boot/http/index.ts';
import { ntpPart } from '../boot/ntp/index.ts';
import { routerAdvertisementPart } from '../boot/router-advertisement/index.ts';
import { tftpPart } from '../boot/tftp/index.ts';
import type { AnswerHome, Ports, Wiring } from '../boot/wiring.ts';
import type { Bundle } from '../bundle/index.ts';
import type { WireEvent } from '../domain/blade/events.ts';
import type { Plan } from '../domain/plan/plan.ts';
import { orRefuse, type Problem } from '../domain/problem.ts';
import type { Clock } from '../platform/clock.ts';
import { type Part, together, untilAborted } from '../platform/part.ts';
import type { RunStore } from './run-store.ts';
import { laptopParts, type Reached, reachedAt } from './vm/index.ts';

export interface BootServicesOptions {
  readonly plan: Plan;
  readonly bundle: Bundle;
  readonly store: RunStore;
  readonly table: Wiring['table'];
  readonly answerHome: AnswerHome;
  readonly clock: Clock;
  readonly ports: Ports;
  /** Of this laptop; undefined on a simulated wire and for a machine on it. */
  readonly device: string | undefined;
  readonly simulatedWire?: { readonly broadcastAddress: string };
  readonly stateDirectory: string;
  readonly run: string;
  /** Nothing is served. */
  readonly silent: boolean;
  readonly onProblem?: (found: Problem) => void;
}

export interface BootServices {
  /** What answers blades, and can be silenced. */
  readonly services: Part;
  /** What goes on when that is silent. */
  readonly beside: readonly Part[];
  /** How a machine on this laptop is reached. */
  readonly machine?: Reached;
}

/** The plan's one blade is a machine on this laptop. A simulated one is not started. */
export const isInside = (
  { architecture }: Pick<Plan, 'architecture'>,
  { simulatedWire }: Pick<BootServicesOptions, 'simulatedWire'>,
): boolean => architecture === 'laptop' && simulatedWire === undefined;

function onTheCable({ plan, store, table, answerHome, clock, ports, device, simulatedWire, onProblem }: BootServicesOptions): BootServices {
  // DHCP has to know which loader a blade has fetched by TFTP or HTTP: after it comes the script.
  const memory = new DhcpMemory(clock.monotonic);
  const emit = (event: WireEvent) => {
    memory.onWireEvent(event);
    store.happened(event);
  };
  const wiring: Wiring = { table, emit, clock };
  const onLink = { address: plan.network.laptop, ports, ...(device ? { device } : {}) };
  const services = together('boot services', [
    dhcpPart(wiring, { ...onLink, ...simulatedWire, memory }),
    tftpPart(wiring, onLink),
    httpPart({ ...wiring, answerHome, leaseHolder: (held) => memory.holder(held) }, onLink),
    ntpPart(wiring, onLink),
    ...(device ? [routerAdvertisementPart(wiring, { device, ...(onProblem ? { onProblem } : {}) })] : []),
  ]);
  return { services, beside: [] };
}

async function onThisLaptop({ table, store, clock, ...options }: BootServicesOptions): Promise<BootServices> {
  const wiring: Wiring = { table, emit: store.happened, clock };
  const { service, machine, ...reached } = orRefuse(await laptopParts({ ...options, store, wiring }));
  return { services: service, beside: [machine], machine: reached };
}

/** A machine that was never made is nowhere. */
async function whereItIs({ plan, stateDirectory }: BootServicesOptions): Promise<Pick<BootServices, 'machine'>> {
  const machine = await reachedAt(plan, stateDirectory);
  return machine ? { machine } : {};
}

const silence: Part = {
  name: 'no boot services',
  async run(signal, onReady) {
    onReady?.();
    await untilAborted(signal);
  },
};

/** Throws a Refusal with everything that keeps a machine on this laptop from starting. */
export const bootServices = async (options: BootServicesOptions): Promise<BootServices> => {
  const inside = isInside(options.plan, options);
  if (options.silent) return { services: silence, beside: [], ...(inside ? await whereItIs(options) : {}) };
  return inside ? onThisLaptop(options) : onTheCable(options);
};
