import type { CanonicalEvent } from '../event/event.ts';
import type { Evidence } from '../identity/evidence.ts';
import type { Trait, TraitState } from '../trait/trait.ts';
import type { Leaf } from './leaf.ts';
import { nothingSeen, remembersOnly, seenKey, sight, wasApplied } from './seen.ts';

type States = Pick<Leaf, 'computed'>;

/** The traits that a leaf is older than: of these it has no state. */
export const missingTraits = ({ computed }: States, traits: readonly Trait[]): Trait[] =>
  traits.filter(({ key }) => computed[key] === undefined);

/** Whether a leaf keeps states that no trait asks for any more. */
export const hasSurplus = ({ computed }: States, traits: readonly Trait[]): boolean =>
  Object.keys(computed).length > traits.length - missingTraits({ computed }, traits).length;

/** What is known of an event, whether any trait counts it or not. */
type Arrival = Pick<CanonicalEvent, 'source' | 'messageId' | 'arrival' | 'receivedAt'>;

/** The events of a leaf, as the archive has them: in the order of their arrival, repetitions included. */
export class LeafHistory {
  readonly #traits: readonly Trait[];
  readonly #keys = new Set<string>();
  readonly #arrivals: (Arrival & { event: CanonicalEvent | undefined })[] = [];

  /** @param traits those that are to be counted: only events that one of them may count are kept whole. */
  constructor(traits: readonly Trait[]) {
    this.#traits = traits;
  }

  add(event: CanonicalEvent): void {
    const { source, messageId, arrival, receivedAt } = event;
    const evidence = evidenceOf(event);
    const counts = this.#traits.some((trait) => trait.take(null, event, evidence) !== null);
    this.#keys.add(seenKey(event));
    this.#arrivals.push({
      source,
      messageId,
      arrival,
      receivedAt,
      event: counts ? event : undefined,
    });
  }

  /**
   * Gives a leaf the states that it lacks, of exactly the events that were applied to it, and takes off those that no trait asks for; in place.
   * @returns false, and does nothing, where events were applied that are not here yet.
   */
  complete(leaf: Leaf, traits: readonly Trait[]): boolean {
    if (!remembersOnly(leaf.seen, this.#keys)) return false;
    const missing = missingTraits(leaf, traits);
    const states = new Map<Trait, TraitState | null>(missing.map((trait) => [trait, null]));
    const seen = nothingSeen();
    for (const arrival of this.#arrivals) {
      if (!wasApplied(leaf.seen, arrival) || sight(seen, arrival) !== 'new') continue;
      const { event } = arrival;
      if (event === undefined) continue;
      const evidence = evidenceOf(event);
      for (const [trait, state] of states) states.set(trait, trait.take(state, event, evidence));
    }
    const known = traits.map(({ key }): [string, TraitState | null | undefined] => [
      key,
      leaf.computed[key],
    ]);
    for (const [index, trait] of traits.entries()) {
      const entry = known[index];
      if (entry !== undefined && states.has(trait)) entry[1] = states.get(trait);
    }
    leaf.computed = Object.fromEntries(known) as Leaf['computed'];
    return true;
  }
}

const evidenceOf = ({ timestamp, messageId, source }: CanonicalEvent): Evidence => ({
  at: Date.parse(timestamp),
  messageId,
  source,
});
