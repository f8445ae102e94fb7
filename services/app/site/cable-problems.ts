// What is wrong with the laptop's adapters and its cable, before anything is served.

import type { SiteView } from '../../contract/index.ts';
import { cidrText, networkOf, overlap, type Subnet } from '../../domain/network/address.ts';
import { type Problem, problem, warning } from '../../domain/problem.ts';

type Adapters = SiteView['adapters'];

/** Adapters whose system does not tell may have one. */
const noLink = (adapters: Adapters): Problem[] =>
  adapters.some(({ link }) => link !== 'down') ? [] : [warning(problem('adapter-no-link'))];

const netsOf = ({ addresses }: Adapters[number]): Subnet[] =>
  addresses.map(({ address, prefixLength }) => ({ address: networkOf(address, prefixLength), prefixLength }));

/** Two ways to one network: the system takes one of them, and it may be the wrong one. */
const twoWays = (adapters: Adapters): Problem[] =>
  adapters.flatMap((one, place) =>
    adapters.slice(place + 1).flatMap((other) => {
      const net = netsOf(one).find((own) => netsOf(other).some((theirs) => overlap(own, theirs)));
      return net ? [warning(problem('adapters-overlap', { one: one.name, other: other.name, net: cidrText(net) }))] : [];
    }),
  );

export const cableProblems = (adapters: Adapters, servers: SiteView['servers']): Problem[] => [
  ...noLink(adapters),
  ...twoWays(adapters),
  ...servers.map(({ address }) => warning(problem('dhcp-server-heard', { server: address }))),
];
