import type { Delivery } from './delivery.ts';
import type { Subject } from './occurrence.ts';

/** The deliveries of one person to one ordered destination: only the first of those that wait may be attempted. */
export interface Lane {
  id: string;
  /** Not yet settled, by version. */
  waiting: readonly Waiting[];
  /** The greatest version of each audience that an attempt was begun for: the destination may have it, whatever it answered. */
  begun: readonly { about: string; version: number }[];
}

interface Waiting {
  delivery: string;
  version: number;
}

export const emptyLane = (id: string): Lane => ({ id, waiting: [], begun: [] });

/** The delivery whose turn it is. */
export const headOf = ({ waiting }: Lane): string | undefined => waiting[0]?.delivery;

/** The lane with a delivery in its place among those that wait. */
export function queue(lane: Lane, { id, subject }: Delivery): Lane {
  if (lane.waiting.some(({ delivery }) => delivery === id)) return lane;
  const waiting = [...lane.waiting, { delivery: id, version: subject.version }].sort(
    (a, b) => a.version - b.version || (a.delivery < b.delivery ? -1 : 1),
  );
  return { ...lane, waiting };
}

/** The lane without a delivery that is settled. */
export const leave = (lane: Lane, id: string): Lane => ({
  ...lane,
  waiting: lane.waiting.filter(({ delivery }) => delivery !== id),
});

/** The lane once an attempt at a delivery begins. */
export function begin(lane: Lane, { subject }: Delivery): Lane {
  const about = aboutOf(subject);
  const others = lane.begun.filter((known) => known.about !== about);
  const version = Math.max(subject.version, begunVersion(lane, about));
  return { ...lane, begun: [...others, { about, version }] };
}

/** Whether the destination may already have a later state of the same membership: what is older would undo it. */
export const isOvertaken = (lane: Lane, { subject }: Delivery): boolean =>
  begunVersion(lane, aboutOf(subject)) > subject.version;

const aboutOf = ({ audience }: Subject): string => audience ?? '';

const begunVersion = ({ begun }: Lane, about: string): number =>
  begun.find((known) => known.about === about)?.version ?? -1;
