import { describe, expect, it } from 'vitest';
import { aMessage } from '../../test/builders/messages.ts';
import type { OutcomeRecord } from '../domain/event/outcome.ts';
import type { Message } from '../ports/event-bus.ts';
import type { MessageArchive } from '../ports/message-archive.ts';
import { ArchiveLedger } from './archive-ledger.ts';

const archiveOf = (messages: readonly Message[]): MessageArchive => ({
  async *readAll(from = new Map()) {
    const read = from.get('all') ?? 0;
    yield { messages: messages.slice(read), upTo: new Map([['all', messages.length]]) };
  },
});

const at = (hour: number): string => `2026-01-01T${`${hour}`.padStart(2, '0')}:00:00.000Z`;
const pageViews = (id: string, hour: number, count = 1): Message =>
  aMessage(Array(count).fill({ type: 'page', userId: 'u1' }), { id, publishTime: at(hour) });
const outcomes = (id: string, hour: number, ...arrivals: string[]): Message =>
  aMessage(
    arrivals.map(
      (arrival): OutcomeRecord => ({
        source: 'web',
        arrival,
        receivedAt: at(hour),
        outcome: 'applied',
      }),
    ),
    { id, publishTime: at(hour) },
  );

async function ledgerOf(
  events: readonly Message[],
  told: readonly Message[],
  period?: { since: number; until: number },
): Promise<ArchiveLedger> {
  const ledger = new ArchiveLedger(archiveOf(events), archiveOf(told), { web: {} }, period);
  await ledger.refresh();
  return ledger;
}

describe('the ledger of two archives', () => {
  it('is settled for messages whose arrivals have their outcomes, whatever others are still waiting for', async () => {
    const events = [pageViews('mine', 12, 2), pageViews('of another', 12)];
    const half = await ledgerOf(events, [outcomes('o1', 12, 'mine/0')]);
    expect(half.isSettled(new Set(['mine']))).toBe(false);
    expect(half.progress(new Set(['mine']))).toEqual({ done: 1, total: 2 });
    const ledger = await ledgerOf(events, [outcomes('o1', 12, 'mine/0', 'mine/1')]);
    expect(ledger.isSettled(new Set(['mine']))).toBe(true);
    expect(ledger.isSettled(new Set(['mine', 'of another']))).toBe(false);
    expect(ledger.isSettled(new Set(['not archived yet']))).toBe(false);
    expect(ledger.balance()).toMatchObject([
      { accepted: 3, applied: 2, pending: 1, difference: 0 },
    ]);
  });

  it('counts what is repeated once, and an outcome that nobody accepted breaks the law', async () => {
    const events = [pageViews('1', 12), pageViews('1', 12)];
    const told = [outcomes('o1', 12, '1/0'), outcomes('o2', 12, '1/0')];
    expect((await ledgerOf(events, told)).balance()).toMatchObject([
      { accepted: 1, difference: 0 },
    ]);
    const stray = [...told, outcomes('o3', 12, '2/0')];
    expect((await ledgerOf(events, stray)).balance()).toMatchObject([{ difference: -1 }]);
  });

  it('looks at what arrived in a period, whenever it met its outcome', async () => {
    const events = [
      pageViews('early', 9),
      pageViews('1', 12),
      pageViews('2', 12),
      pageViews('late', 13),
    ];
    const told = [outcomes('o1', 12, 'early/0'), outcomes('o2', 15, '1/0', 'late/0')];
    const period = { since: Date.parse(at(12)), until: Date.parse(at(13)) };
    const ledger = await ledgerOf(events, told, period);
    expect(ledger.balance()).toMatchObject([
      { accepted: 2, applied: 1, pending: 1, difference: 0 },
    ]);
  });
});
