import colors from 'picocolors';
import type { Processed } from '../../../functions/pipeline/pipeline.ts';
import type { Transition } from '../../domain/audience/transition.ts';
import type { SpecEvent } from '../../domain/event/event.ts';
import type { ProfileView } from '../../domain/profile/view.ts';
import { grouped } from '../terminal.ts';

/** Listens to a running platform, and tells what is worth telling. */
export class LiveFeed {
  readonly #sentAt = new Map<string, number>();
  readonly #latencies: number[] = [];
  readonly #views = new Map<string, ProfileView>();
  readonly #news: string[] = [];
  #events = 0;
  #unified = 0;

  /** An event is on its way. */
  sent({ messageId }: SpecEvent): void {
    if (messageId !== undefined) this.#sentAt.set(messageId, performance.now());
  }

  /** A round is settled: its profiles can be read. */
  processed({ outcomes, changes, transitions }: Processed): void {
    const now = performance.now();
    for (const { messageId } of outcomes) {
      const sentAt = messageId === undefined ? undefined : this.#sentAt.get(messageId);
      if (messageId === undefined || sentAt === undefined) continue;
      this.#latencies.push(now - sentAt);
      this.#sentAt.delete(messageId);
      this.#events += 1;
    }
    const removed = changes.filter((change) => change.type === 'removed');
    this.#unified += removed.length;
    for (const change of changes) {
      if (change.type === 'changed') this.#heardOf(change.profile, removed.length > 0);
    }
    for (const { profileId } of removed) this.#views.delete(profileId);
    for (const transition of transitions) this.#heardOfAudience(transition);
  }

  /** One line on an event: when, what, who. */
  lineOf(event: SpecEvent): string {
    const time = (event.timestamp ?? '').slice(11, 19);
    const what = `${event.type} ${event.event ?? event.name ?? ''}`.trim().padEnd(24);
    const who = event.userId === undefined ? colors.dim(shortId(event.anonymousId)) : event.userId;
    return `${colors.dim(time)}  ${colorOf(event)(what)} ${who}${colors.dim(detailOf(event))}`;
  }

  /** What has happened to profiles since the last time. */
  news(): string[] {
    return this.#news.splice(0);
  }

  /** The story in numbers. */
  summary(): string {
    const sorted = [...this.#latencies].sort((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
    const people = [...this.#views.values()];
    const known = people.filter(({ identifiers }) => identifiers['user_id'] !== undefined).length;
    return [
      '',
      `${colors.bold(grouped(this.#events))} events made ${colors.bold(grouped(people.length))} profiles: ${known} customers, ${people.length - known} still anonymous.`,
      `${colors.bold(grouped(this.#unified))} visits that began as strangers turned out to be somebody known.`,
      `From sending an event to its profile: median ${at(0.5)} ms, 99th percentile ${at(0.99)} ms, measured just now.`,
    ].join('\n');
  }

  /** Of customers: where a visitor belongs, changes with every click. */
  #heardOfAudience({ type, audience, profile, mergedInto }: Transition): void {
    if (mergedInto !== undefined || profile.identifiers['user_id'] === undefined) return;
    const moved = type === 'entered' ? 'entered' : 'left';
    this.#news.push(
      colors.cyan(`          ⇒ ${nameOf(profile)} ${moved} the audience ${audience}`),
    );
  }

  #heardOf(view: ProfileView, unified: boolean): void {
    const before = this.#views.get(view.profileId);
    this.#views.set(view.profileId, view);
    const grown = countOf(view) > (before === undefined ? 1 : countOf(before));
    if (!grown || view.identifiers['user_id'] === undefined) return;
    const devices = view.identifiers['anonymous_id']?.length ?? 0;
    const history = unified ? ', its earlier visits included' : '';
    this.#news.push(
      colors.green(
        `          ⇒ one profile: ${namesOf(view)} on ${devices} ${devices === 1 ? 'device' : 'devices'}${history}`,
      ),
    );
  }
}

const countOf = ({ identifiers }: ProfileView): number =>
  Object.values(identifiers).reduce((total, values) => total + values.length, 0);

const namesOf = ({ identifiers, traits }: ProfileView): string =>
  [traits?.['name'], identifiers['user_id']?.[0], identifiers['email']?.[0]]
    .filter((name) => typeof name === 'string')
    .join(' · ');

const nameOf = ({ identifiers, traits }: ProfileView): string =>
  String(traits?.['name'] ?? identifiers['user_id']?.[0]);

const shortId = (id: string | undefined): string =>
  id === undefined ? '' : `visitor ${id.length > 12 ? `${id.slice(0, 8)}…` : id}`;

function detailOf({ type, event, properties, traits }: SpecEvent): string {
  const revenue = properties?.['revenue'];
  if (event === 'Order Completed' && typeof revenue === 'number') {
    return `  ${revenue.toFixed(2)} USD`;
  }
  const detail = type === 'track' ? properties?.['name'] : traits?.['email'];
  return typeof detail === 'string' ? `  ${detail}` : '';
}

function colorOf({ type, event }: SpecEvent): (text: string) => string {
  if (event === 'Order Completed') return colors.yellow;
  return type === 'identify' ? colors.magenta : (text) => text;
}
