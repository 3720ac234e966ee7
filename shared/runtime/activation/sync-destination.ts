import { type Delivery, newDelivery } from '../../domain/activation/delivery.ts';
import type { Destination } from '../../domain/activation/destination.ts';
import type { Occurrence } from '../../domain/activation/occurrence.ts';
import { documentId } from '../../domain/digest.ts';
import type { ProfileStore, StoredProfile } from '../../ports/profile-store.ts';
import { acceptDeliveries } from './accept-deliveries.ts';
import type { Activation } from './activation.ts';

/** What a first synchronisation came to. */
export interface Synced {
  /** Memberships of the destination's audiences. */
  members: number;
  /** Of these, told by this run; the others were told before. */
  accepted: number;
}

/** Deliveries that are accepted at once. */
const pack = 100;

/**
 * Tells a destination of everybody who belongs to its audiences already: to those who set it up, each has entered when he did. Who entered since it
 * hears of them was told then, and is not told again; the same holds for whom an earlier run has told, so that an interrupted
 * one is gone on with by the next.
 * @param wake has some deliveries attempted. @param onProgress gets the share of the profiles that are looked at.
 */
export async function syncDestination(
  destination: Destination,
  store: Pick<ProfileStore, 'scan'>,
  { deliveries, clock }: Pick<Activation, 'deliveries' | 'clock'>,
  wake: (deliveries: readonly Delivery[]) => Promise<void>,
  onProgress: (share: number) => void = () => {},
): Promise<Synced> {
  const told = await toldBefore(destination, deliveries);
  const synced: Synced = { members: 0, accepted: 0 };
  let waiting: Delivery[] = [];
  const accept = async () => {
    synced.accepted += waiting.length;
    await wake(await acceptDeliveries(deliveries, waiting));
    waiting = [];
  };
  for await (const stored of store.scan()) {
    for (const occurrence of memberships(stored, destination.audiences)) {
      synced.members += 1;
      if (!told.has(entryOf(occurrence))) {
        waiting.push(newDelivery(occurrence, destination, clock()));
      }
    }
    if (waiting.length < pack) continue;
    await accept();
    onProgress(shareBefore(stored.profileId));
  }
  await accept();
  return synced;
}

/** Who entered what and when: of a transition, and of a membership that lasts, the same. */
const entryOf = ({ profileId, audience, at }: Pick<Occurrence, 'profileId' | 'audience' | 'at'>) =>
  `${profileId} ${at} ${audience}`;

async function toldBefore(
  { name }: Destination,
  deliveries: Activation['deliveries'],
): Promise<Set<string>> {
  const told = new Set<string>();
  for await (const { subject } of deliveries.list({ since: 0, destination: name })) {
    if (subject.type === 'audience.entered') told.add(entryOf(subject));
  }
  return told;
}

function* memberships(
  { profileId, version, view, standing }: StoredProfile,
  audiences: ReadonlySet<string>,
): Generator<Occurrence> {
  for (const audience of view.audiences ?? []) {
    if (!audiences.has(audience)) continue;
    const at = new Date(standing?.since[audience] ?? 0).toISOString();
    const id = documentId(`member ${profileId} ${at} ${audience}`);
    const reason = 'sync';
    yield { id, type: 'audience.entered', audience, profileId, version, at, reason, profile: view };
  }
}

/** Ids are hashes in hex, and profiles come in their order: they are as far as their id says. */
const shareBefore = (profileId: string): number =>
  Number.parseInt(profileId.slice(0, 8), 16) / 2 ** 32;
