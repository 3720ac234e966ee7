/**
 * Gathers what concurrent callers want committed into common commits, one at a time. An idle instance commits at once, so waiting costs
 * nothing; while a commit is on its way, callers gather, so a busy instance fills its commits by itself, and two of its
 * commits never contend for a profile.
 *
 * Where a common commit fails, every caller's items are committed alone: each caller is answered for its own items only.
 */
export class GroupCommit<Item> {
  readonly #commit: Commit<Item>;
  readonly #maxItems: number;
  #waiting: Waiting<Item>[] = [];
  #committing = false;

  /** @param maxItems how many items a common commit takes; one caller's items stay together even where they are more. */
  constructor(commit: Commit<Item>, maxItems: number) {
    this.#commit = commit;
    this.#maxItems = maxItems;
  }

  /**
   * Resolves when these items are committed; rejects with what went wrong, and then none, some or all may be.
   * @param traceparent of the work that wants it.
   */
  add(items: readonly Item[], traceparent?: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ items, traceparent, resolve, reject });
      if (!this.#committing) void this.#commitWaiting();
    });
  }

  async #commitWaiting(): Promise<void> {
    this.#committing = true;
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      try {
        await this.#commitTogether(group);
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
    for (const caller of group)
      await this.#commitTogether([caller]).then(caller.resolve, caller.reject);
  }

  #commitTogether(group: readonly Waiting<Item>[]): Promise<void> {
    return this.#commit(
      group.flatMap(({ items }) => items),
      group.map(({ traceparent }) => traceparent),
    );
  }
}

/** @param traceparents of those who want it. */
type Commit<Item> = (
  items: readonly Item[],
  traceparents: readonly (string | undefined)[],
) => Promise<void>;

interface Waiting<Item> {
  items: readonly Item[];
  traceparent: string | undefined;
  resolve: () => void;
  reject: (error: unknown) => void;
}
