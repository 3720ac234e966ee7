/**
 * Gathers what concurrent callers want committed into common commits, one at a time. An idle instance commits at once, so waiting costs
 * nothing; while a commit is on its way, callers gather, so a busy instance fills its commits by itself, and two of its
 * commits never contend for a profile.
 *
 * Where a common commit fails, every caller's items are committed alone: each caller is answered for its own items only.
 */
export class GroupCommit<Item> {
  readonly #commit: (items: readonly Item[]) => Promise<void>;
  readonly #maxItems: number;
  #waiting: Waiting<Item>[] = [];
  #committing = false;

  /** @param maxItems how many items a common commit takes; one caller's items stay together even where they are more. */
  constructor(commit: (items: readonly Item[]) => Promise<void>, maxItems: number) {
    this.#commit = commit;
    this.#maxItems = maxItems;
  }

  /** Resolves when these items are committed; rejects with what went wrong, and then none, some or all may be. */
  add(items: readonly Item[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ items, resolve, reject });
      if (!this.#committing) void this.#commitWaiting();
    });
  }

  async #commitWaiting(): Promise<void> {
    this.#committing = true;
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      try {
        await this.#commit(group.flatMap(({ items }) => items));
        for (const { resolve } of group) resolve();
      } catch (error) {
        await this.#commitAlone(group, error);
      }
    }
    this.#committing = false;
  }

  #takeGroup(): Waiting<Item>[] {
    let size = 0;
    let callers = 0;
    for (const { items } of this.#waiting) {
      if (callers > 0 && size + items.length > this.#maxItems) break;
      size += items.length;
      callers += 1;
    }
    return this.#waiting.splice(0, callers);
  }

  async #commitAlone(group: readonly Waiting<Item>[], error: unknown): Promise<void> {
    const [only, ...others] = group;
    if (only !== undefined && others.length === 0) {
      only.reject(error);
      return;
    }
    for (const { items, resolve, reject } of group) {
      await this.#commit(items).then(resolve, reject);
    }
  }
}

interface Waiting<Item> {
  items: readonly Item[];
  resolve: () => void;
  reject: (error: unknown) => void;
}
