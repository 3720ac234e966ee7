import type { ExportStore } from '../../ports/export-store.ts';
import type { Environment } from './environment.ts';

/** Keeps the progress of exports in LMDB: when an update resolves, it is on the disk. */
export const embeddedExportStore = ({ root, exports }: Environment): ExportStore => ({
  progress: async (target) => exports.get(target),
  async update(target, decide) {
    const kept = await root.transaction(() => {
      const before = exports.get(target) ?? { target };
      const next = decide(before);
      if (next !== before) exports.put(target, next);
      return next;
    });
    await root.flushed;
    return kept;
  },
  // The environment is the platform's, which closes it.
  close: async () => {},
});
