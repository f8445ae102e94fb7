// What the API's objects say of themselves, in one form for all of them.

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
}

export interface Conditioned {
  readonly status?: { readonly conditions?: readonly Condition[] };
}

export const conditionOf = (object: Conditioned | undefined, type: string): Condition | undefined =>
  object?.status?.conditions?.find((one) => one.type === type);

/** Of a node or a pod; one that is not there, or has not said anything yet, is not ready. */
export const isReady = (object: Conditioned | undefined): boolean => conditionOf(object, 'Ready')?.status === 'True';
