import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { describe, expect, it, onTestFinished } from 'vitest';
import { onMessage as enrich } from '../../functions/enrich/on-message.ts';
import { mergeInGroups } from '../../functions/merge/merge-in-groups.ts';
import { onMessage as merge } from '../../functions/merge/on-message.ts';
import { onMessage as validate } from '../../functions/validate/on-message.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import type { TributaryConfig } from '../../shared/domain/config/config.ts';
import { EmbeddedPlatform } from '../../shared/local/embedded-platform.ts';
import { httpServer, listen } from '../../shared/local/http-server.ts';
import type { Message, OutgoingMessage, Publisher, Topic } from '../../shared/ports/event-bus.ts';
import type { Span, Stage } from '../../shared/ports/telemetry.ts';
import { causeOf, inSpan, tracedPublisher } from '../../shared/runtime/in-span.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { packagedSources } from '../builders/enrichment-sources.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { collectedTelemetry } from './collected-telemetry.ts';

const config: TributaryConfig = {
  sources: { web: { writeKey: 'key' } },
  audiences: { known: { all: [{ path: 'traits.email', exists: true }] } },
};
const rules = compileRules(config);

const identify = (name: string) => ({
  type: 'identify',
  messageId: name,
  userId: name,
  traits: { email: `${name}@example.com` },
});

/** A bus that keeps messages with their attributes, until they are taken off. */
class Bus implements Publisher {
  readonly #messages = new Map<Topic, Message[]>();
  #count = 0;

  async publish(topic: Topic, messages: readonly OutgoingMessage[]): Promise<string[]> {
    const arriving = messages.map(({ data, attributes = {} }): Message => {
      this.#count += 1;
      return { id: `m${this.#count}`, data, attributes, publishTime: new Date().toISOString() };
    });
    this.#messages.set(topic, [...(this.#messages.get(topic) ?? []), ...arriving]);
    return arriving.map(({ id }) => id);
  }

  take(topic: Topic): Message[] {
    const messages = this.#messages.get(topic) ?? [];
    this.#messages.delete(topic);
    return messages;
  }
}

const named = (spans: readonly ReadableSpan[], name: string): ReadableSpan[] =>
  spans.filter((span) => span.name === name);

const sent = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
const traceparent = `00-${sent.traceId}-${sent.spanId}-01`;

describe('a trace', () => {
  it('goes with an event from its sender to the change of its profile, a span for each stage', async () => {
    const { telemetry, spans } = collectedTelemetry();
    const bus = new Bus();
    const commits = mergeInGroups(bus, new MemoryProfileStore(), rules, Date.now, telemetry);
    const run = (
      stage: Stage,
      topic: Topic,
      work: (message: Message, publisher: Publisher, span: Span) => Promise<void>,
    ) =>
      Promise.all(
        bus
          .take(topic)
          .map((message) =>
            inSpan(telemetry, stage, causeOf([message]), (span) =>
              work(message, tracedPublisher(bus, span), span),
            ),
          ),
      );

    const data = Buffer.from(JSON.stringify([identify('ana'), { type: 'nonsense' }]));
    await bus.publish('events', [{ data, attributes: { source: 'web', traceparent } }]);
    await run('validate', 'events', (message, publisher, span) =>
      validate(message, publisher, rules, span),
    );
    await run('enrich', 'events-validated', (message, publisher, span) =>
      enrich(message, publisher, rules, packagedSources, span),
    );
    await run('merge', 'events-enriched', (message, publisher, span) =>
      merge(message, publisher, commits, span),
    );

    const way = ['validate', 'enrich', 'merge', 'commit'].map((name) => named(spans(), name)[0]);
    const traceIds = way.map((span) => span?.spanContext().traceId);
    expect(traceIds).toEqual(way.map(() => sent.traceId));
    const parents = way.map((span) => span?.parentSpanContext?.spanId);
    const ids = way.map((span) => span?.spanContext().spanId);
    expect(parents).toEqual([sent.spanId, ...ids.slice(0, -1)]);
    const [change] = bus.take('audience-changes');
    expect(change?.attributes['traceparent']).toBe(`00-${sent.traceId}-${ids.at(-1)}-01`);
  });

  it('of a commit that several share is its own, and leads back to each of theirs', async () => {
    const { telemetry, spans, points } = collectedTelemetry();
    const commits = mergeInGroups(new Bus(), new MemoryProfileStore(), rules, Date.now, telemetry);
    const bus = new Bus();
    // The first is on its way while the others gather.
    const messages = ['ana', 'bo', 'cy'].map((name): Message => {
      const event = { ...identify(name), source: 'web', arrival: `${name}/0` };
      const time = '2026-01-01T12:00:00.000Z';
      return {
        id: name,
        data: Buffer.from(JSON.stringify([{ ...event, timestamp: time, receivedAt: time }])),
        attributes: {},
        publishTime: time,
      };
    });
    await Promise.all(
      messages.map((message) =>
        inSpan(telemetry, 'merge', causeOf([message]), (span) =>
          merge(message, bus, commits, span),
        ),
      ),
    );
    const [alone, together] = named(spans(), 'commit');
    expect([alone?.links.length, together?.links.length]).toEqual([0, 2]);
    expect(together?.parentSpanContext).toBeUndefined();
    const merges = named(spans(), 'merge').map((span) => span.spanContext().spanId);
    for (const { context } of together?.links ?? []) expect(merges).toContain(context.spanId);
    const sizes = await points('tributary.stage.events');
    expect(sizes).toContainEqual({ attributes: { stage: 'commit' }, value: 2 });
    const applied = { stage: 'commit', source: 'web', outcome: 'applied' };
    expect(await points('tributary.events')).toContainEqual({ attributes: applied, value: 3 });
    expect(await points('tributary.event.latency')).toMatchObject([{ value: 3 }]);
    expect(await points('tributary.backlog.age')).toMatchObject([{ value: 3 }]);
  });

  it('says what failed', async () => {
    const { telemetry, spans } = collectedTelemetry();
    const failing = inSpan(telemetry, 'merge', { traceparents: [] }, async () => {
      throw new Error('Firestore is away');
    });
    await expect(failing).rejects.toThrow('Firestore is away');
    expect(spans()[0]?.status).toMatchObject({ message: 'Error: Firestore is away' });
    expect(spans()[0]?.events).toMatchObject([{ name: 'exception' }]);
  });

  it('goes from an HTTP request through the embedded platform to activation', async () => {
    const { telemetry, spans, points } = collectedTelemetry();
    const platform = new EmbeddedPlatform({ config, dir: await temporaryFolder(), telemetry });
    onTestFinished(() => platform.close());
    const fail = (error: unknown) => {
      throw error;
    };
    const server = httpServer(platform, { onError: fail });
    onTestFinished(() => void server.close());
    const url = await listen(server, 0, true);
    const headers = {
      authorization: `Basic ${Buffer.from('key:').toString('base64')}`,
      traceparent,
    };
    const body = JSON.stringify({ batch: [identify('ana'), { type: 'nonsense' }] });
    expect((await fetch(`${url}/v1/batch`, { method: 'POST', headers, body })).status).toBe(200);
    await platform.drain();
    await (await platform.activation()).drain();

    const way = ['collect', 'pipeline', 'activate'].map((name) => named(spans(), name)[0]);
    const ids = way.map((span) => span?.spanContext().spanId);
    expect(way.map((span) => span?.spanContext().traceId)).toEqual(way.map(() => sent.traceId));
    expect(way.map((span) => span?.parentSpanContext?.spanId)).toEqual([
      sent.spanId,
      ...ids.slice(0, -1),
    ]);
    const stage = 'pipeline';
    expect(await points('tributary.events')).toEqual(
      expect.arrayContaining([
        { attributes: { stage, source: 'web', outcome: 'applied' }, value: 1 },
        { attributes: { stage, source: 'web', outcome: 'quarantined' }, value: 1 },
      ]),
    );
    expect(await points('tributary.quarantined')).toMatchObject([
      { attributes: { source: 'web' }, value: 1 },
    ]);
  });
});
