// A command in a running container, and how it ended.

export interface RunInPod {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
}

export interface Ran {
  readonly succeeded: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it did not succeed: `command terminated with exit code 1`. */
  readonly message?: string;
}
