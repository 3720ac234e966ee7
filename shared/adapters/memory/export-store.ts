import type { ExportProgress, ExportStore } from '../../ports/export-store.ts';

/** Keeps the progress of exports in memory. */
export class MemoryExportStore implements ExportStore {
  readonly #progress = new Map<string, ExportProgress>();

  async progress(target: string): Promise<ExportProgress | undefined> {
    return structuredClone(this.#progress.get(target));
  }

  async update(
    target: string,
    decide: (progress: ExportProgress) => ExportProgress,
  ): Promise<ExportProgress> {
    const next = decide(structuredClone(this.#progress.get(target) ?? { target }));
    this.#progress.set(target, structuredClone(next));
    return next;
  }

  /** Another store with the same in it. */
  copy(): MemoryExportStore {
    const copy = new MemoryExportStore();
    for (const [target, progress] of this.#progress)
      copy.#progress.set(target, structuredClone(progress));
    return copy;
  }

  async close(): Promise<void> {}
}
