import { type Processed, pipeline } from '../../functions/pipeline/pipeline.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { documentId } from '../../shared/domain/digest.ts';
import { type QuarantineRecord, rejected, replayed } from '../../shared/domain/event/quarantine.ts';
import { replayOfQuarantined } from '../../shared/domain/event/replay.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import type { Rules } from '../../shared/runtime/rules.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';

const at = '2024-03-05T00:00:00.000Z';

/** A platform that keeps its quarantine: what the ledgers do, without a disk. */
export class QuarantiningWorld {
  readonly store = new MemoryProfileStore();
  readonly records = new Map<string, QuarantineRecord>();
  #messages = 0;

  async take(messages: readonly Message[], rules: Rules): Promise<Processed> {
    const processed = await pipeline(messages, this.store, rules, packagedSources);
    for (const event of processed.quarantined) {
      this.records.set(event.id, rejected(this.records.get(event.id), event, at));
    }
    for (const outcome of processed.outcomes) {
      if (outcome.replayOf === undefined) continue;
      const known = this.records.get(documentId(outcome.replayOf));
      if (known !== undefined) this.records.set(known.id, replayed(known, outcome, at));
    }
    return processed;
  }

  /** What stands in quarantine, in the words of the rules. */
  open(): string[] {
    return [...this.records.values()]
      .filter((record) => record.replayed === undefined)
      .map(({ id, rule, path }) => `${id} ${rule} ${path}`)
      .sort();
  }

  /** A replay of a record, as a message that the bus has not delivered before. */
  replayOf(record: QuarantineRecord, data?: Uint8Array): Message {
    this.#messages += 1;
    const id = `replay-${this.#messages}`;
    return { id, publishTime: at, ...replayOfQuarantined(record, { data }) };
  }
}
