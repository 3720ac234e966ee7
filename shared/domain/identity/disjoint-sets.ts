/** Union-find over strings, with path halving. A key that was never added is a set of its own. */
export class DisjointSets {
  readonly #parents = new Map<string, string>();

  find(key: string): string {
    let at = key;
    for (;;) {
      const parent = this.#parents.get(at);
      if (parent === undefined || parent === at) return at;
      const grandparent = this.#parents.get(parent) ?? parent;
      this.#parents.set(at, grandparent);
      at = grandparent;
    }
  }

  /** Joins the two sets and returns the root of the union. */
  union(a: string, b: string): string {
    const rootA = this.find(a);
    const rootB = this.find(b);
    if (rootA !== rootB) this.#parents.set(rootB, rootA);
    return rootA;
  }
}
