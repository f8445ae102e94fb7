// The tokens by which blades were let into the cluster: taken away when its run is sealed.

import { fromBase64 } from '../../platform/base64.ts';
import type { ClusterApi } from '../api.ts';

interface TokenSecret {
  readonly metadata: { readonly name: string };
  readonly data?: { readonly 'token-id'?: string; readonly description?: string };
}

const secrets = '/api/v1/namespaces/kube-system/secrets';
/** The API's own kind of Secret for them (kubernetes.io, "Authenticating with bootstrap tokens"). */
const ofTokens = `${secrets}?fieldSelector=${encodeURIComponent('type=bootstrap.kubernetes.io/token')}`;
/** So begins the description of every token of ours. */
const ours = 'Rackstrap';

const text = (encoded = ''): string => new TextDecoder().decode(fromBase64(encoded));

/** Ours by its description, and the one of this name (the first six signs of a token) whatever it says; those of others stay. */
const isOurs = ({ data }: TokenSecret, id: string): boolean => text(data?.['token-id']) === id || text(data?.description).startsWith(ours);

/** Returns the names of the tokens that are gone. @throws ApiTrouble */
export async function removeTokens(api: ClusterApi, token: string): Promise<string[]> {
  const [id = ''] = token.split('.');
  const found = (await api.list<TokenSecret>(ofTokens)).filter((one) => isOurs(one, id)).map(({ metadata }) => metadata.name);
  for (const name of found) await api.remove(`${secrets}/${name}`);
  return found;
}
