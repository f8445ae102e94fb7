// One API server, as an administrator's certificate opens it: a request, a stream of changes, a command in a pod.

import type { HttpMethod, KubeConfig, RequestContext, V1Status } from '@kubernetes/client-node';
import type { CertifiedKey } from '../../domain/kubernetes/secrets.ts';
import type { Secret } from '../../domain/secret.ts';
import { toBase64 } from '../../platform/base64.ts';
import { collected } from '../../platform/collected.ts';
import { type ApiAnswer, ApiTrouble, type AskOptions } from '../api.ts';
import type { Ran, RunInPod } from './commands.ts';
import type { Change } from './follow.ts';
import { wordsOf } from './trouble.ts';

/** Read when the first request is made: it takes a third of a second and 80 MiB, which a run without a cluster does not have to pay. */
const library = () => import('@kubernetes/client-node');

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
  /** Takes no new requests; what is under way goes on to its end. */
  close(): Promise<void>;
}

const encoded = (pem: string): string => toBase64(new TextEncoder().encode(pem));

/** What a command may print; members of etcd are a few hundred bytes each. */
const mostOutput = 1024 * 1024;

const isStatus = (value: unknown): value is V1Status => (value as V1Status | undefined)?.kind === 'Status';

/** Nothing is sent before the first request. */
export async function openConnection(server: string, { authority, administrator }: Identity): Promise<Connection> {
  const { KubeConfig, RequestContext, Watch, Exec, createConfiguration } = await library();

  /** The library opens a connection for every request; here they share one until it fails. */
  class OneConnection extends KubeConfig {
    #dispatcher: ReturnType<RequestContext['getDispatcher']>;
    override async applySecurityAuthentication(context: RequestContext): Promise<void> {
      if (this.#dispatcher) return context.setDispatcher(this.#dispatcher);
      await super.applySecurityAuthentication(context);
      this.#dispatcher = context.getDispatcher();
    }
    async close(): Promise<void> {
      await this.#dispatcher?.close();
    }
  }

  const config = new OneConnection();
  const { certificate, privateKey } = administrator.reveal();
  config.loadFromClusterAndUser(
    { name: 'cluster', server, caData: encoded(authority), skipTLSVerify: false },
    { name: 'rackstrap', certData: encoded(certificate), keyData: encoded(privateKey) },
  );
  const http = createConfiguration().httpApi;
  return {
    server,
    async ask(path, { method = 'GET', body, contentType = 'application/json' }, signal) {
      const context = new RequestContext(server + path, method as HttpMethod);
      context.setHeaderParam('accept', 'application/json');
      if (body !== undefined) {
        context.setHeaderParam('content-type', contentType);
        context.setBody(body);
      }
      context.setSignal(signal);
      try {
        await config.applySecurityAuthentication(context);
        const answer = await http.send(context).toPromise();
        return { status: answer.httpStatusCode, body: await answer.body.text() };
      } catch (reason) {
        throw new ApiTrouble(0, wordsOf(reason));
      }
    },
    async stream(path, query, onChange, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const watch = new Watch(config as KubeConfig);
      // What the library is thrown by whoever listens it takes for a broken line, and drops.
      const heard = (type: string, object: unknown) => {
        try {
          if (type === 'ERROR') throw new ApiTrouble(isStatus(object) ? (object.code ?? 0) : 0, wordsOf(object));
          onChange({ type, object } as Change);
        } catch (reason) {
          reject(reason);
        }
      };
      const over = (reason: { readonly name?: string; readonly statusCode?: number } | null) => {
        // It has waited half a minute for a word: nothing happened, or the connection is dead, and the next one shows which.
        if (!reason || signal.aborted || reason.name === 'TimeoutError') resolve();
        else reject(new ApiTrouble(reason.statusCode ?? 0, wordsOf(reason)));
      };
      const asked = await watch.watch(path, query, heard, over);
      const stop = () => asked.abort();
      signal.addEventListener('abort', stop, { once: true });
      try {
        if (signal.aborted) return;
        await promise;
      } finally {
        signal.removeEventListener('abort', stop);
        stop();
      }
    },
    async run({ namespace, pod, container, command }, signal) {
      const { promise, resolve, reject } = Promise.withResolvers<V1Status>();
      const [stdout, stderr] = [collected(mostOutput), collected(mostOutput)];
      const opening = new Exec(config as KubeConfig).exec(
        namespace,
        pod,
        container,
        [...command],
        stdout.stream,
        stderr.stream,
        null,
        false,
        resolve,
      );
      opening.then((socket) => {
        socket.onclose = () => reject(new Error('the connection was lost before the command ended'));
        if (signal.aborted) socket.close();
        signal.addEventListener('abort', () => socket.close(), { once: true });
      }, reject);
      signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      try {
        const { status, message } = await promise;
        return { succeeded: status === 'Success', stdout: stdout.text(), stderr: stderr.text(), ...(message ? { message } : {}) };
      } catch (reason) {
        throw new ApiTrouble(0, wordsOf(reason));
      }
    },
    close: () => config.close(),
  };
}
