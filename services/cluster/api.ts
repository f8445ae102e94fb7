// One way to speak to the API of the new cluster, as whoever asks and changes things there needs it.

/** Any object of the API, as far as everybody knows it. */
export interface ClusterObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

export interface ApiAnswer {
  readonly status: number;
  /** As it came. */
  readonly body: string;
}

export interface AskOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: string;
  readonly contentType?: string;
  /** Milliseconds for the whole answer. */
  readonly patience?: number;
}

/**
 * What the appliance's own certificate may do in the cluster. Every call rejects with an `ApiTrouble` when the API cannot be reached or says no;
 * none waits longer than its patience, and none tries again by itself.
 */
export interface ClusterApi {
  /** The API server that answered last, `https://10.20.30.9:6443`: the endpoint first, then each control-plane node by itself. */
  server(): string;
  /** Any path of the API, whatever its status: `/api/v1/namespaces/x/pods/y:8080/proxy/hostname`. */
  ask(path: string, options?: AskOptions): Promise<ApiAnswer>;
  /** The object at this path of the API as JSON; undefined where there is none (404). */
  get<Found>(path: string): Promise<Found | undefined>;
  /** The `items` at this path, all pages of them. */
  list<Found>(path: string): Promise<Found[]>;
  /** Server-side apply as `rackstrap`, by force: the object is there and has these fields afterwards. */
  apply(object: ClusterObject): Promise<void>;
  /** Gone when this resolves, or on its way; well, too, where there was none. */
  remove(path: string): Promise<void>;
}

/** Why the API did not do what it was asked. */
export class ApiTrouble extends Error {
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'ApiTrouble';
    this.status = status;
  }
}
