import type { OutgoingMessage } from '../../../shared/ports/event-bus.ts';
import { simulateShop } from '../../../shared/simulation/simulate-shop.ts';

/** Events of a message, as `cdp ingest` packs them. */
export const perMessage = 100;

/** All that the customers of the made-up shop do, as messages of their source. */
export function shopMessages(people: number): { events: number; messages: OutgoingMessage[] } {
  const { events } = simulateShop({ people, seed: 1, start: Date.UTC(2026, 0, 1) });
  const texts = [...events].map((event) => JSON.stringify(event));
  const messages: OutgoingMessage[] = [];
  for (let start = 0; start < texts.length; start += perMessage) {
    const data = Buffer.from(`[${texts.slice(start, start + perMessage).join(',')}]`);
    messages.push({ data, attributes: { source: 'web' } });
  }
  return { events: texts.length, messages };
}
