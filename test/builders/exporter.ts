import type { Exporter } from '../../functions/export/target.ts';
import { MemoryDeliveryStore } from '../../shared/adapters/memory/delivery-store.ts';
import { MemoryExportStore } from '../../shared/adapters/memory/export-store.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import type { Archive, ArchivedTopic } from '../../shared/ports/archive.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import type { Warehouse } from '../../shared/ports/warehouse.ts';
import { compileRules } from '../../shared/runtime/rules.ts';

/** What exports work with: everything in memory but the warehouse. */
export const anExporter = (warehouse: Warehouse, parts: Partial<Exporter> = {}): Exporter => ({
  store: new MemoryProfileStore(),
  archive: new MemoryArchive(),
  deliveries: new MemoryDeliveryStore(),
  enrich: async (events) => [...events],
  warehouse,
  exports: new MemoryExportStore(),
  rules: compileRules({ sources: { web: {} } }),
  ...parts,
});

/** Messages in memory, by topic, in the order in which they were kept. */
export class MemoryArchive implements Archive {
  readonly #kept: { topic: ArchivedTopic; message: Message }[] = [];

  /** Keeps items as one message of a topic. */
  keep(topic: ArchivedTopic, items: unknown, publishTime: string, id = `${this.#kept.length}`) {
    const data = Buffer.from(JSON.stringify(items));
    this.#kept.push({ topic, message: { id, data, attributes: { source: 'web' }, publishTime } });
  }

  async *messages(topic: ArchivedTopic, since = 0): AsyncGenerator<Message> {
    for (const kept of this.#kept) {
      if (kept.topic !== topic || Date.parse(kept.message.publishTime) < since) continue;
      yield kept.message;
    }
  }
}
