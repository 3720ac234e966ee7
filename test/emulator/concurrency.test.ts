import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import functionsTest from 'firebase-functions-test';
import { afterAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import config from '../../cdp.config.ts';
import { merge } from '../../functions/merge/merge.ts';
import { connectFirestore } from '../../shared/adapters/firestore/connect.ts';
import { storedIdentity } from '../../shared/adapters/firestore/profile-document.ts';
import { FirestoreProfileStore } from '../../shared/adapters/firestore/profile-store.ts';
import { MemoryProfileStore } from '../../shared/adapters/memory/profile-store.ts';
import { documentId } from '../../shared/domain/digest.ts';
import type { CanonicalEvent } from '../../shared/domain/event/event.ts';
import type { OutcomeRecord } from '../../shared/domain/event/outcome.ts';
import { ContentionError, type ProfileStore } from '../../shared/ports/profile-store.ts';
import { compileRules } from '../../shared/runtime/rules.ts';
import { severLink } from '../../shared/runtime/sever-link.ts';
import { keptIn, strayIdentities } from '../builders/kept.ts';
import type { MergedShare } from '../builders/merge-share.ts';
import { overlappingPeople } from '../builders/overlapping-people.ts';
import { collectOutput, printed, startScript } from '../builders/run-cdp.ts';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { onEmulators } from './on-emulators.ts';

const rules = compileRules(config);
const script = fileURLToPath(new URL('../builders/merge-share.ts', import.meta.url));
const eventsPerMessage = 4;

/** A lock of the emulator waits for seconds, several times over: a quarter of a minute on an idle machine, and minutes on a busy one. */
const patience = 240_000;

/** One process that is ready to merge its messages, and does when it is told to. */
async function ready(dir: string, name: string, share: readonly CanonicalEvent[]) {
  const messages: CanonicalEvent[][] = [];
  for (let at = 0; at < share.length; at += eventsPerMessage) {
    messages.push(share.slice(at, at + eventsPerMessage));
  }
  const file = join(dir, `${name}.json`);
  await writeFile(file, JSON.stringify(messages));
  const child = startScript(script, file);
  onTestFinished(() => {
    child.kill();
  });
  const finished = collectOutput(child);
  await printed(child, 'ready');
  return {
    start: () => child.stdin.write('go\n'),
    async done(): Promise<MergedShare> {
      const { status, stdout, stderr } = await finished;
      if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`);
      return JSON.parse(stdout.slice(stdout.indexOf('{'))) as MergedShare;
    },
  };
}

/** The events dealt out in turn, and some of the others' once more, as a retry of the sender would bring them. */
function sharesOf(events: readonly CanonicalEvent[], processes: number): CanonicalEvent[][] {
  return Array.from({ length: processes }, (_, process) =>
    events.flatMap((event, index) => {
      if (index % processes === process) return [event];
      const isRetried = index % 5 === 0 && (index + 1) % processes === process;
      return isRetried ? [{ ...event, arrival: `retry-of-${event.arrival}` }] : [];
    }),
  );
}

/** Cuts the first person from the first device. */
async function cut(store: ProfileStore): Promise<void> {
  const ends = ['user_id:u0', 'anonymous_id:phone-0'] as const;
  const evidence = { at: Date.UTC(2026, 0, 2), messageId: 'cut', source: 'operator' };
  for (;;) {
    try {
      expect((await severLink(store, ends, evidence, rules, Date.now())).kind).toBe('severed');
      return;
    } catch (error) {
      if (!(error instanceof ContentionError)) throw error;
    }
  }
}

/** The arrivals that were applied, by event: each event has one. */
function appliedOf(outcomes: readonly OutcomeRecord[]): Map<string, Set<string>> {
  const applied = new Map<string, Set<string>>();
  for (const { outcome, messageId = '', arrival } of outcomes) {
    if (outcome !== 'applied') continue;
    applied.set(messageId, (applied.get(messageId) ?? new Set()).add(arrival));
  }
  return applied;
}

const teamOf = async (store: ProfileStore) =>
  (await store.accounts([documentId('group_id:team')])).map((account) => account?.view);

const isOnPhone = ({ anonymousId }: CanonicalEvent): boolean => anonymousId === 'phone-0';

const sum = (merged: readonly MergedShare[], count: 'decisions' | 'transactions'): number =>
  merged.reduce((total, share) => total + share[count], 0);

onEmulators('concurrency', ({ projectId }) => {
  const { cleanup, firestore: tools } = functionsTest({ projectId });
  afterAll(cleanup);
  beforeEach(() => tools.clearFirestoreData({ projectId }));

  it(
    'two processes that merge the same people at once lose nothing, and neither does an operator who cuts a link meanwhile',
    async () => {
      const dir = await temporaryFolder();
      const events = overlappingPeople(3);
      const opening = events
        .filter((event) => event.userId === 'u0' && isOnPhone(event))
        .slice(0, 1);
      const alone = new MemoryProfileStore();
      await merge(events, alone, rules);
      await cut(alone);

      const store = new FirestoreProfileStore({ projectId });
      const firestore = connectFirestore({ projectId });
      try {
        const opened = await merge(opening, store, rules);
        const processes = await Promise.all(
          sharesOf(events, 2).map((share, index) => ready(dir, `process-${index}`, share)),
        );
        for (const { start } of processes) start();
        const [merged] = await Promise.all([
          Promise.all(processes.map(({ done }) => done())),
          cut(store),
        ]);
        // Else they were not in each other's way, and this proves nothing.
        expect(sum(merged, 'decisions')).toBeGreaterThan(sum(merged, 'transactions'));

        const [together, expected] = [await keptIn(store), await keptIn(alone)];
        expect(together.snapshot).toBe(expected.snapshot);
        expect(together.evidence).toBe(expected.evidence);
        expect(await teamOf(store)).toEqual(await teamOf(alone));
        const { docs } = await firestore.collection('identities').get();
        const identities = docs.map((document) => storedIdentity(document.id, document.data()));
        expect(identities).toEqual(alone.documents().identities);
        expect(await strayIdentities(store, identities)).toEqual([]);

        const told = [...opened.outcomes, ...merged.flatMap(({ outcomes }) => outcomes)];
        const applied = appliedOf(told);
        expect([...applied.keys()].sort()).toEqual(events.map(({ messageId }) => messageId).sort());
        expect(new Set([...applied.values()].map(({ size }) => size))).toEqual(new Set([1]));
      } finally {
        await store.close();
        await firestore.terminate();
      }
    },
    patience,
  );
});
