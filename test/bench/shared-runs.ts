/** One series of runs for several readers: the n-th run of each reader is the same. */
export function sharedRuns<Value>(run: () => Promise<Value>): () => () => Promise<Value> {
  const runs: Promise<Value>[] = [];
  return () => {
    let next = 0;
    return () => {
      const index = next;
      next += 1;
      runs[index] ??= run();
      return runs[index];
    };
  };
}
