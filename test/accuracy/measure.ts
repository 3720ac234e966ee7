import config from '../../cdp.config.ts';
import type { SpecEvent } from '../../shared/domain/event/event.ts';
import { identifierKey } from '../../shared/domain/identity/identifier.ts';
import { EmbeddedPlatform } from '../../shared/local/embedded-platform.ts';
import type { ProfileStore } from '../../shared/ports/profile-store.ts';
import { simulateShop } from '../../shared/simulation/simulate-shop.ts';
import { identifiersOfPerson, linkableGroups } from './linkable.ts';
import { type Agreement, pairwise } from './pairwise.ts';

/** What the platform found out of who is who. */
export interface Accuracy {
  people: number;
  /** The part of them who share a device. */
  shareDevices: number;
  events: number;
  /** From the first event accepted to the last one settled. */
  seconds: number;
  profiles: number;
  /** Profiles that hold two user ids or more, which none may. */
  mixedUp: number;
  /** Pairs of identifiers that are in one profile, against those that are one person's. */
  agreement: Agreement;
  /** Against those that are one person's and that the events lead from one to the other. */
  linkable: Agreement;
}

export type Stage = 'accepting events' | 'merging' | 'comparing';

interface Measurement {
  people: number;
  shareDevices: number;
  seed: number;
  /** An empty folder. */
  dir: string;
  onProgress?: (stage: Stage, done: number, total: number) => void;
}

const start = Date.UTC(2026, 0, 1);
const days = 30;
const dayMs = 86_400_000;

/** Runs a simulated shop's events through the whole embedded platform, and compares its profiles with the truth. */
export async function measureAccuracy(measurement: Measurement): Promise<Accuracy> {
  const { people, shareDevices, seed, dir, onProgress = () => {} } = measurement;
  const shop = simulateShop({ people, shareDevices, seed, start, days });
  // All arrives when the shop has been watched, whatever the day is today.
  const platform = new EmbeddedPlatform({ config, dir, clock: () => start + days * dayMs });
  try {
    const startedAt = performance.now();
    const events = await publish(platform, shop.events, (done) =>
      onProgress('accepting events', done, days * dayMs),
    );
    await platform.drain(({ done, total }) => onProgress('merging', done, total));
    const seconds = (performance.now() - startedAt) / 1000;
    onProgress('comparing', 0, 1);
    const found = await identifiersOfProfiles(platform.store);
    const truth = [...shop.truth];
    return {
      people,
      shareDevices,
      events,
      seconds,
      profiles: found.length,
      mixedUp: found.filter((keys) => keys.filter(isUserId).length > 1).length,
      agreement: pairwise(found, truth.map(identifiersOfPerson)),
      linkable: pairwise(found, linkableGroups(truth, shop.events)),
    };
  } finally {
    await platform.close();
  }
}

const eventsPerMessage = 100;
const messagesPerPublish = 50;

/** Publishes the shop's events as `cdp ingest` packs them. @returns how many there were. */
async function publish(
  platform: EmbeddedPlatform,
  events: Iterable<SpecEvent>,
  /** Milliseconds of simulated time. */
  onProgress: (done: number) => void,
): Promise<number> {
  let count = 0;
  let texts: string[] = [];
  const send = async () => {
    const messages = [];
    for (let at = 0; at < texts.length; at += eventsPerMessage) {
      const data = Buffer.from(`[${texts.slice(at, at + eventsPerMessage).join(',')}]`);
      messages.push({ data, attributes: { source: 'web' } });
    }
    texts = [];
    await platform.publish(messages);
  };
  for (const event of events) {
    texts.push(JSON.stringify(event));
    count += 1;
    if (texts.length < eventsPerMessage * messagesPerPublish) continue;
    await send();
    onProgress(Date.parse(event.timestamp ?? '') - start);
  }
  await send();
  return count;
}

async function identifiersOfProfiles(store: ProfileStore): Promise<string[][]> {
  const found: string[][] = [];
  for await (const { view } of store.views()) {
    found.push(
      Object.entries(view.identifiers).flatMap(([kind, values]) =>
        values.map((value) => identifierKey({ kind, value })),
      ),
    );
  }
  return found;
}

const isUserId = (key: string): boolean => key.startsWith('user_id:');
