import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import config from '../../cdp.config.ts';
import { validateCanonicalEvent } from '../../schemas/generated/validators.js';
import { EmbeddedPlatform } from '../../shared/local/embedded-platform.ts';
import { simulateShop } from '../../shared/simulation/simulate-shop.ts';
import type { Figure } from './figure.ts';

/** Events of a message, as `cdp ingest` packs them. */
const perMessage = 100;

function messagesOf(texts: readonly string[]): Buffer[] {
  const messages: Buffer[] = [];
  for (let start = 0; start < texts.length; start += perMessage) {
    messages.push(Buffer.from(`[${texts.slice(start, start + perMessage).join(',')}]`));
  }
  return messages;
}

/** From JSON bytes to stored profiles on the embedded backend, against the least that any pipeline does with the same bytes. */
export function embeddedThroughput(people: number): Figure {
  const { events } = simulateShop({ people, seed: 1, start: Date.UTC(2026, 0, 1) });
  const texts = [...events].map((event) => JSON.stringify(event));
  const messages = messagesOf(texts);
  return {
    name: `embedded: JSON bytes to stored profile, ${texts.length} events`,
    unit: 'events/s',
    goal: { atLeast: 0.25 },
    baselineName: 'parse, validate, one SHA-256',
    async measure() {
      const dir = await mkdtemp(join(tmpdir(), 'tributary-bench-'));
      const platform = new EmbeddedPlatform({ config, dir });
      // The first message opens the databases of enrichment, once for all that come: a start, not a rate.
      const sent = messages.map((data) => ({ data, attributes: { source: 'web' } }));
      await platform.publish(sent.slice(0, 1));
      await platform.drain();
      const startedAt = performance.now();
      await platform.publish(sent.slice(1));
      await platform.drain();
      const seconds = (performance.now() - startedAt) / 1000;
      await platform.close();
      await rm(dir, { recursive: true, force: true });
      return (texts.length - perMessage) / seconds;
    },
    async baseline() {
      const startedAt = performance.now();
      let valid = 0;
      for (const data of messages) {
        for (const event of JSON.parse(data.toString('utf8')) as Record<string, unknown>[]) {
          const stamped = {
            ...event,
            source: 'web',
            receivedAt: event['timestamp'],
            arrival: '1/0',
          };
          if (validateCanonicalEvent(stamped)) valid += 1;
          createHash('sha256').update(String(event['messageId'])).digest('hex');
        }
      }
      if (valid !== texts.length) throw new Error('The baseline has to validate every event.');
      return texts.length / ((performance.now() - startedAt) / 1000);
    },
  };
}
