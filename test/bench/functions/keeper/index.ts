import type { DocumentData } from '@google-cloud/firestore';
import { cloudEvent } from '@google-cloud/functions-framework';
import config from '../../../../cdp.config.ts';
import { eventsPerCommit } from '../../../../functions/merge/merge-in-groups.ts';
import { overTheNetwork } from '../../../../functions/merge/merge-in-transactions.ts';
import { type Processed, pipeline } from '../../../../functions/pipeline/pipeline.ts';
import { connectFirestore } from '../../../../shared/adapters/firestore/connect.ts';
import { profileDocument } from '../../../../shared/adapters/firestore/profile-document.ts';
import { transact } from '../../../../shared/adapters/firestore/transact.ts';
import { MemoryProfileStore } from '../../../../shared/adapters/memory/profile-store.ts';
import { connectPubSub } from '../../../../shared/adapters/pubsub/connect.ts';
import { PubSubPublisher } from '../../../../shared/adapters/pubsub/publisher.ts';
import { documentId } from '../../../../shared/domain/digest.ts';
import type { SpecEvent } from '../../../../shared/domain/event/event.ts';
import type { Message } from '../../../../shared/ports/event-bus.ts';
import { decodePubSub } from '../../../../shared/runtime/decode-pubsub.ts';
import { eachOf } from '../../../../shared/runtime/each-of.ts';
import { GroupCommit } from '../../../../shared/runtime/group-commit.ts';
import { onInstance } from '../../../../shared/runtime/on-instance.ts';
import { publishBatches } from '../../../../shared/runtime/publish-batch.ts';
import { compileRules } from '../../../../shared/runtime/rules.ts';
import { packagedSources } from '../../../builders/enrichment-sources.ts';

/** What the platform keeps and tells of a first event: everybody is given the same. */
interface Kept {
  document: DocumentData;
  told: Pick<Processed, 'changes' | 'transitions' | 'outcomes'>;
}

async function keptOf(message: Message): Promise<Kept> {
  const store = new MemoryProfileStore();
  const [event] = JSON.parse(Buffer.from(message.data).toString()) as SpecEvent[];
  const first = { ...message, data: Buffer.from(JSON.stringify([event])) };
  const told = await pipeline([first], store, compileRules(config), packagedSources);
  const [profile] = store.documents().profiles;
  if (profile === undefined) throw new Error('The first event made no profile.');
  return { document: profileDocument(profile), told };
}

const firestore = connectFirestore();
const publisher = new PubSubPublisher(connectPubSub());
let kept: Promise<Kept> | undefined;

const repeated = <Item>(items: readonly Item[], times: number): Item[] =>
  Array.from({ length: times }, () => items).flat();

async function keep(people: readonly string[], { document, told }: Kept): Promise<void> {
  const profiles = people.map((person) => firestore.doc(`profiles/${documentId(person)}`));
  await transact(firestore, async (transaction) => {
    const pointers = profiles.map(({ id }) => firestore.doc(`identities/${id}`));
    await transaction.getAll(...profiles, ...pointers);
    for (const profile of profiles) transaction.set(profile, document);
  });
  await publishBatches(publisher, {
    'profile-changes': repeated(told.changes, people.length),
    'audience-changes': repeated(told.transitions, people.length),
    outcomes: repeated(told.outcomes, people.length),
  });
}

const commits = new GroupCommit<{ person: string; as: Kept }>(async (people) => {
  const transactions = [];
  for (let first = 0; first < people.length; first += overTheNetwork.people)
    transactions.push(people.slice(first, first + overTheNetwork.people));
  await eachOf(transactions, overTheNetwork.atOnce, async (some) => {
    const [{ as } = { as: undefined }] = some;
    if (as !== undefined)
      await keep(
        some.map(({ person }) => person),
        as,
      );
  });
}, eventsPerCommit);

/**
 * Reads, writes and publishes what `pipeline` does for the first events of people, with its clients, in its transactions and common commits, and decides nothing: no event is validated,
 * enriched, merged or judged. What no change of the decisions can exceed.
 */
cloudEvent(
  'keeper',
  onInstance(async (event: { data?: unknown }) => {
    const message = decodePubSub(event);
    kept ??= keptOf(message);
    const as = await kept;
    const events = JSON.parse(Buffer.from(message.data).toString()) as SpecEvent[];
    await commits.add(events.map(({ userId = '' }) => ({ person: `user_id:${userId}`, as })));
  }),
);
