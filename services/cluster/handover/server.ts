// Where the kubeconfig that is handed over asks for the API.

import { apiPort, endpointOf, hostAndPort } from '../../domain/kubernetes/endpoint.ts';
import { type Plan, plannedBlades } from '../../domain/plan/plan.ts';

/** A virtual machine on this laptop is reached by a port that is forwarded to it from here. */
const forwarded = hostAndPort('127.0.0.1', apiPort);

/** `https://10.20.30.9:6443`: the VIP, else the one control-plane blade; on a laptop its own loopback. */
export const handedServer = (plan: Plan): string =>
  `https://${plan.architecture === 'laptop' ? forwarded : endpointOf(plan, plannedBlades(plan))}`;
