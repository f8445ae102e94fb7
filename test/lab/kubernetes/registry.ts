// A registry on loopback that has the images of the lab's cluster, for as long as a bundle is built.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { skopeo, startRegistry } from '../../interop/registry-stage.ts';

export interface ImageServer {
  /** `http://127.0.0.1:5000`; below it the hosts that the images are called by: `/registry.k8s.io/pause:3.10.2`. */
  readonly address: string;
  stop(): Promise<void>;
}

interface Index {
  readonly manifests: readonly { readonly annotations: Readonly<Record<string, string>> }[];
}

/** By their names in an OCI layout. */
function referencesIn(layout: string): string[] {
  const { manifests } = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')) as Index;
  return manifests.map(({ annotations }) => annotations['org.opencontainers.image.ref.name']!);
}

/** Pushes every image of the layout. @throws Error when docker-registry or skopeo fails */
export async function startImages(layout: string, bench: string): Promise<ImageServer> {
  const { host, stop } = await startRegistry(bench);
  try {
    for (const name of referencesIn(layout))
      await skopeo('copy', '--dest-tls-verify=false', `oci:${layout}:${name}`, `docker://${host}/${name}`);
  } catch (reason) {
    await stop();
    throw reason;
  }
  return { address: `http://${host}`, stop };
}
