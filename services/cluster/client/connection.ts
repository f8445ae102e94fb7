// One API server, as an administrator's certificate opens it.

import type { HttpMethod, KubeConfig, RequestContext } from '@kubernetes/client-node';
import type { CertifiedKey } from '../../domain/kubernetes/secrets.ts';
import type { Secret } from '../../domain/secret.ts';
import { toBase64 } from '../../platform/base64.ts';
import type { ApiAnswer, AskOptions } from '../api.ts';
import { type Ran, type RunInPod, runInPod } from './commands.ts';
import type { Change } from './follow.ts';
import { streamed } from './stream.ts';
import { unanswered } from './trouble.ts';

/** Read when the first request is made: it takes a third of a second and 80 MiB, which a run without a cluster does not have to pay. */
const library = () => import('@kubernetes/client-node');
type Library = Awaited<ReturnType<typeof library>>;

export interface Identity {
  /** Of the cluster's authority, in PEM. */
  readonly authority: string;
  readonly administrator: Secret<CertifiedKey>;
}

export interface Connection {
  readonly server: string;
  /** Any answer, whatever its status. @throws ApiTrouble with status 0 when there is none */
  ask(path: string, options: AskOptions, signal: AbortSignal): Promise<ApiAnswer>;
  /** Resolves when the server ends the stream in its turn, or `signal` aborts. @throws ApiTrouble; what `onChange` throws */
  stream(path: string, query: Readonly<Record<string, string>>, onChange: (change: Change) => void, signal: AbortSignal): Promise<void>;
  /** @throws ApiTrouble when the command could not be run; how it ended is for the caller to judge */
  run(where: RunInPod, signal: AbortSignal): Promise<Ran>;
  /** Takes no new requests, and its streams end, to be taken up elsewhere; a request that is under way goes on to its end. */
  leave(): void;
  /** Ends what is under way, too. */
  close(): Promise<void>;
}

type Dispatcher = NonNullable<ReturnType<RequestContext['getDispatcher']>>;

/** The library would open a connection for every request; here all share one. */
function sharedConnection({ KubeConfig }: Library) {
  return class extends KubeConfig {
    shared: Dispatcher | undefined;

    override async applySecurityAuthentication(context: RequestContext): Promise<void> {
      if (!this.shared) await super.applySecurityAuthentication(context);
      this.shared ??= context.getDispatcher();
      if (this.shared) context.setDispatcher(this.shared);
    }
  };
}

const encoded = (pem: string): string => toBase64(new TextEncoder().encode(pem));

function requestOf({ RequestContext }: Library, url: string, { method = 'GET', body, contentType = 'application/json' }: AskOptions) {
  const request = new RequestContext(url, method as HttpMethod);
  request.setHeaderParam('accept', 'application/json');
  if (body === undefined) return request;
  request.setHeaderParam('content-type', contentType);
  request.setBody(body);
  return request;
}

/** Nothing is sent before the first request. */
export async function openConnection(server: string, { authority, administrator }: Identity): Promise<Connection> {
  const read = await library();
  const config = new (sharedConnection(read))();
  const { certificate, privateKey } = administrator.reveal();
  config.loadFromClusterAndUser(
    { name: 'cluster', server, caData: encoded(authority), skipTLSVerify: false },
    { name: 'rackstrap', certData: encoded(certificate), keyData: encoded(privateKey) },
  );
  const http = read.createConfiguration().httpApi;
  const watch = new read.Watch(config satisfies KubeConfig);
  const left = new AbortController();
  return {
    server,
    async ask(path, options, signal) {
      const request = requestOf(read, server + path, options);
      request.setSignal(signal);
      try {
        await config.applySecurityAuthentication(request);
        const answer = await http.send(request).toPromise();
        return { status: answer.httpStatusCode, body: await answer.body.text() };
      } catch (reason) {
        throw unanswered(reason);
      }
    },
    stream: (path, query, onChange, signal) => streamed(watch, path, query, onChange, AbortSignal.any([signal, left.signal])),
    run: (where, signal) => runInPod(new read.Exec(config), where, signal),
    leave() {
      left.abort();
      void config.shared?.close();
    },
    async close() {
      left.abort();
      await config.shared?.destroy();
    },
  };
}
