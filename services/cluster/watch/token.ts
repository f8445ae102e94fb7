// The token that lets nodes in: it lives while blades that may still come are missing, and not a round longer.

import type { Blade } from '../../domain/blade/blade.ts';
import { compareStages } from '../../domain/blade/stages.ts';
import type { ClusterSecrets } from '../../domain/kubernetes/secrets.ts';
import type { Secret } from '../../domain/secret.ts';
import { fromBase64, toBase64 } from '../../platform/base64.ts';
import type { ClusterApi, ClusterObject } from '../api.ts';

type Bootstrap = Secret<ClusterSecrets['bootstrap']>;

const namespace = 'kube-system';
/** Whom kubeadm's own rules let ask for a kubelet's certificate. */
const group = 'system:bootstrappers:kubeadm:default-node-token';

const halves = (bootstrap: Bootstrap): readonly [id: string, secret: string] => {
  const [id, secret] = bootstrap.reveal().token.split('.') as [string, string];
  return [id, secret];
};
const nameOf = (id: string): string => `bootstrap-token-${id}`;
const pathOf = (bootstrap: Bootstrap): string => `/api/v1/namespaces/${namespace}/secrets/${nameOf(halves(bootstrap)[0])}`;

/**
 * It has the documents in which the token is, or may be given them, and never was a ready node since. A node that is not ready any more needs
 * none: its kubelet has a certificate of its own.
 */
export const isMissing = ({ arming, excluded, stage }: Blade): boolean =>
  arming !== undefined && arming.state !== 'withdrawn' && excluded === undefined && compareStages(stage, 'ready') < 0;

/** As kubeadm makes it (kubernetes.io, "Authenticating with bootstrap tokens"), with the same name and secret: blades have them on their disks. */
function tokenObject(bootstrap: Bootstrap, until: number): ClusterObject {
  const [id, secret] = halves(bootstrap);
  const fields = {
    description: 'Rackstrap: lets the planned blades in',
    'token-id': id,
    'token-secret': secret,
    expiration: new Date(until).toISOString(),
    'usage-bootstrap-authentication': 'true',
    'usage-bootstrap-signing': 'true',
    'auth-extra-groups': group,
  };
  const inBase64 = (text: string) => toBase64(new TextEncoder().encode(text));
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: nameOf(id), namespace },
    type: 'bootstrap.kubernetes.io/token',
    data: Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, inBase64(text)])),
  };
}

interface TokenSecret {
  readonly data?: { readonly expiration?: string };
}

/** When it ends, in milliseconds since 1970; 0 for one that is not there or does not say. */
function endOf(found: TokenSecret | undefined): number {
  const bytes = fromBase64(found?.data?.expiration ?? '');
  const time = bytes ? Date.parse(new TextDecoder().decode(bytes)) : Number.NaN;
  return Number.isNaN(time) ? 0 : time;
}

/** Nobody is let in with it any more; well, too, where it is gone already. @throws ApiTrouble */
export const removeToken = (api: ClusterApi, bootstrap: Bootstrap): Promise<void> => api.remove(pathOf(bootstrap));

/**
 * Makes the token, or prolongs it when half its life is over, while blades are missing; removes it when none is.
 * Resolves with its new end when it has one. @throws ApiTrouble
 */
export async function keepToken(api: ClusterApi, bootstrap: Bootstrap, blades: readonly Blade[], now: number): Promise<number | undefined> {
  const found = await api.get<TokenSecret>(pathOf(bootstrap));
  if (!blades.some(isMissing)) {
    if (found) await removeToken(api, bootstrap);
    return undefined;
  }
  const life = bootstrap.reveal().lifeSeconds * 1000;
  if (endOf(found) - now > life / 2) return undefined;
  await api.apply(tokenObject(bootstrap, now + life));
  return now + life;
}
