import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuarantineRecord } from '../../shared/domain/event/quarantine.ts';
import { rawBytes } from '../../shared/domain/event/replay.ts';
import type { JsonObject } from '../../shared/domain/json.ts';
import type { Message } from '../../shared/ports/event-bus.ts';
import { compileRules, type Rules } from '../../shared/runtime/rules.ts';
import { assertLaw } from './assert-law.ts';
import { transactionsOf } from './deliveries.ts';
import { type History, traits } from './histories.ts';
import { disturbance, history } from './law.ts';
import { QuarantiningWorld } from './quarantine.ts';
import { canonical, evidenceOf, stateOf } from './world.ts';

/** What goes wrong, and what mends it. */
interface Failure {
  /** What arrives in place of a message. */
  spoil(message: Message): Message;
  /** The configuration before and after the fix. */
  broken: Rules;
  mended: Rules;
  /** What stands in for a record in its replay. */
  correct(record: QuarantineRecord): Uint8Array | undefined;
}

const asItIs = (message: Message): Message => message;
const asItCame = (): undefined => undefined;
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesOf = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

/** Every way in which the events of some messageIds fail. */
const failures: Record<string, (given: History, bad: ReadonlySet<unknown>) => Failure> = {
  'a source is not declared': ({ rules: identity }) => ({
    spoil: asItIs,
    broken: compileRules({ sources: { web: {} }, identity, traits }),
    mended: compileRules({ sources: { web: {}, shop: {} }, identity, traits }),
    correct: asItCame,
  }),
  'a mapping throws': ({ rules: identity }, bad) => {
    const rulesWith = (map: (row: unknown) => never[]) =>
      compileRules({ sources: { web: { map }, shop: { map } }, identity, traits });
    const events = (row: unknown) => [row] as never[];
    return {
      spoil: asItIs,
      broken: rulesWith((row) => {
        if (bad.has((row as JsonObject)['messageId'])) throw new Error('no such row');
        return events(row);
      }),
      mended: rulesWith(events),
      correct: asItCame,
    };
  },
  'messages are cut off': ({ rules: identity, sent }, bad) => {
    const rules = compileRules({ sources: { web: {}, shop: {} }, identity, traits });
    const whole = new Map<string, Uint8Array>();
    return {
      spoil: (message) => {
        const isBad = sent.some(
          ({ body }) =>
            bad.has(body.messageId) && textOf(message.data).includes(`"${body.messageId}"`),
        );
        if (!isBad) return message;
        whole.set(`${message.id}/0`, message.data);
        return { ...message, data: message.data.slice(0, -1) };
      },
      broken: rules,
      mended: rules,
      correct: ({ arrival, replayOf = arrival }) => whole.get(replayOf),
    };
  },
  'events have an unknown type': ({ rules: identity }, bad) => {
    const rules = compileRules({ sources: { web: {}, shop: {} }, identity, traits });
    const change = (value: unknown, typeOf: (type: string) => string): unknown => {
      if (Array.isArray(value)) return value.map((item) => change(item, typeOf));
      const event = value as JsonObject;
      if (Array.isArray(event['batch'])) return { batch: change(event['batch'], typeOf) };
      return bad.has(event['messageId']) ? { ...event, type: typeOf(`${event['type']}`) } : event;
    };
    return {
      spoil: (message) => {
        const spoilt = change(JSON.parse(textOf(message.data)), (type) => `bad ${type}`);
        return { ...message, data: bytesOf(spoilt) };
      },
      broken: rules,
      mended: rules,
      correct: (record) => {
        const raw: unknown = JSON.parse(textOf(rawBytes(record)));
        return bytesOf(change(raw, (type) => type.replace('bad ', '')));
      },
    };
  },
};

const arrivalsOf = (outcomes: readonly { arrival: string }[]) =>
  outcomes.map(({ arrival }) => arrival);

describe('quarantine, fix and replay', () => {
  it.each(Object.keys(failures))(
    'leave what would be had nothing ever failed, where %s',
    (failure) =>
      assertLaw(
        fc.asyncProperty(
          history,
          disturbance,
          fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
          fc.nat(40),
          fc.infiniteStream(fc.nat(1000)),
          async (given, disturbing, isBad, mendedAfter, places) => {
            const bad = new Set(
              given.sent.filter((_, index) => isBad[index]).map(({ body }) => body.messageId),
            );
            const { spoil, broken, mended, correct } = failures[failure]?.(given, bad) ?? never();
            const transactions = transactionsOf(given.sent, disturbing);

            const good = new QuarantiningWorld();
            for (const messages of transactions) await good.take(messages, mended);

            const world = new QuarantiningWorld();
            const early = transactions.slice(0, mendedAfter);
            for (const messages of early) await world.take(messages.map(spoil), broken);
            // What still comes, spoilt where senders spoil it, meets the replays in any order; and each replay comes twice.
            const late = transactions.slice(mendedAfter).map((messages) => messages.map(spoil));
            for (const messages of late) await world.take(messages, mended);
            const replays = [...world.records.values()].flatMap((record) => {
              const again = () => world.replayOf(record, correct(record));
              return [again(), again()];
            });
            const shuffled = replays
              .map((message) => ({ message, place: places.next().value }))
              .sort((a, b) => a.place - b.place)
              .map(({ message }) => message);
            for (let from = 0; from < shuffled.length; from += 3) {
              const messages = shuffled.slice(from, from + 3);
              const { outcomes, accepted } = await world.take(messages, mended);
              expect(new Set(arrivalsOf(outcomes)).size).toBe(outcomes.length);
              expect([...accepted.values()].reduce((sum, count) => sum + count, 0)).toBe(
                outcomes.length,
              );
            }

            const [expected, found] = [stateOf(good.store), stateOf(world.store)];
            expect(canonical(found.views)).toBe(canonical(expected.views));
            expect(canonical(found.identities)).toBe(canonical(expected.identities));
            expect(evidenceOf(found.cores)).toBe(evidenceOf(expected.cores));
            expect(world.open()).toEqual(good.open());
          },
        ),
        0.25,
      ),
  );
});

const never = (): never => {
  throw new Error('There is no such failure.');
};
