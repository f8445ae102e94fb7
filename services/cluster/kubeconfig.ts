// The kubeconfig that was handed over with a cluster, read back: where its API is, who vouches for it, and who its owner is.

import { parse } from 'yaml';
import type { CertifiedKey } from '../domain/kubernetes/secrets.ts';
import { failed, ok, problem, type Result } from '../domain/problem.ts';
import { Secret } from '../domain/secret.ts';
import { fromBase64 } from '../platform/base64.ts';

export interface ReadKubeconfig {
  /** `https://10.20.30.9:6443` */
  readonly server: string;
  /** Of the cluster's authority, in PEM. */
  readonly authority: string;
  readonly administrator: Secret<CertifiedKey>;
}

/** As in a kubeconfig; what a file of somebody else has instead is told by what is missing. */
interface Kubeconfig {
  readonly clusters?: readonly { readonly name?: string; readonly cluster?: Readonly<Record<string, unknown>> }[];
  readonly users?: readonly { readonly name?: string; readonly user?: Readonly<Record<string, unknown>> }[];
  readonly contexts?: readonly { readonly name?: string; readonly context?: { readonly cluster?: string; readonly user?: string } }[];
  readonly 'current-context'?: string;
}

class Wrong extends Error {}

const named = <One extends { readonly name?: string }>(list: readonly One[] | undefined, name: string | undefined, what: string): One => {
  const found = Array.isArray(list) ? (list as readonly One[]).find((one) => one?.name === name) : undefined;
  if (!found) throw new Wrong(`its current context names no ${what} of the file`);
  return found;
};

/** A field that holds a file in Base64. Paths of files and programs are not followed: what is handed over stands by itself. */
function pemIn(fields: Readonly<Record<string, unknown>> | undefined, name: string, label: RegExp): string {
  const value = fields?.[name];
  const bytes = typeof value === 'string' ? fromBase64(value) : undefined;
  const text = bytes ? new TextDecoder().decode(bytes) : '';
  if (!label.test(text)) throw new Wrong(`it has no ${name} that could be used`);
  return text;
}

const certificate = /^-----BEGIN CERTIFICATE-----/m;
const privateKey = /^-----BEGIN ([A-Z]+ )?PRIVATE KEY-----/m;

function configIn(text: string): Kubeconfig {
  try {
    const config: unknown = parse(text, { logLevel: 'error' });
    if (typeof config === 'object' && config !== null) return config;
  } catch {
    // What a parser complains of, it quotes.
  }
  throw new Wrong('it is no YAML of a kubeconfig');
}

function read(text: string): ReadKubeconfig {
  const config = configIn(text);
  const { context } = named(config.contexts, config['current-context'], 'context');
  const { cluster } = named(config.clusters, context?.cluster, 'cluster');
  const { user } = named(config.users, context?.user, 'user');
  const server = cluster?.server;
  if (typeof server !== 'string' || !URL.canParse(server) || new URL(server).protocol !== 'https:')
    throw new Wrong('it names no server by https');
  const administrator = {
    certificate: pemIn(user, 'client-certificate-data', certificate),
    privateKey: pemIn(user, 'client-key-data', privateKey),
  };
  return {
    server: new URL(server).origin,
    authority: pemIn(cluster, 'certificate-authority-data', certificate),
    administrator: new Secret(administrator),
  };
}

/** What the current context of this text says; `file` is how it is called. Fails with `kubeconfig-wrong`, which quotes nothing of it. */
export function readKubeconfig(text: string, file: string): Result<ReadKubeconfig> {
  try {
    return ok(read(text));
  } catch (error) {
    if (error instanceof Wrong) return failed(problem('kubeconfig-wrong', { file, reason: error.message }));
    throw error;
  }
}
