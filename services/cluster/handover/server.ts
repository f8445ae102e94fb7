// Where the kubeconfig that is handed over asks for the API.

import { apiPort, endpointOf, hostAndPort } from '../../domain/kubernetes/endpoint.ts';
import { type Plan, plannedBlades } from '../../domain/plan/plan.ts';

/**
 * `https://10.20.30.9:6443`: the VIP, else the one control-plane blade. A virtual machine on this laptop is reached by the port of the laptop's own
 * loopback that is forwarded to it.
 */
export const handedServer = (plan: Plan, forwardedPort = apiPort): string =>
  `https://${plan.architecture === 'laptop' ? hostAndPort('127.0.0.1', forwardedPort) : endpointOf(plan, plannedBlades(plan))}`;
