// One thing at a time for each file: two pages that change the same plan wait for each other.

/** Runs `work` when everything given earlier for the same key has ended, however it ended. */
export type InTurn = <Value>(key: string, work: () => Promise<Value>) => Promise<Value>;

export function inTurn(): InTurn {
  const lastOf = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const turn = (lastOf.get(key) ?? Promise.resolve()).then(work, work);
    const ended = turn
      .catch(() => undefined)
      .then(() => {
        if (lastOf.get(key) === ended) lastOf.delete(key);
      });
    lastOf.set(key, ended);
    return turn;
  };
}
