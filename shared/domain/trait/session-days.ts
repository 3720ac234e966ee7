import { shortDigest } from '../digest.ts';
import { type Aggregate, opaque } from './aggregate.ts';
import { digestAsFraction, smaller } from './value-counts.ts';

/** The first and the last event of a session, milliseconds since midnight. */
type Session = [start: number, end: number];

/**
 * A person's sessions by day (days since 1970). A session ends after a silence, and at midnight UTC: so every day is for itself, and the
 * sessions of a day are those of the set of its events, whatever their order.
 */
interface SessionDays {
  days: Record<string, Session[]>;
  /** Set once a day had to go: every kept day's digest is below it. */
  cut?: string;
}

/** The sessions of the latest day. */
interface LatestDay {
  day: number;
  sessions: Session[];
}

/** How many days are kept: of more, those of the smallest digests, a sample that depends on the set of days alone. */
const capacity = 200;

const dayMs = 86_400_000;

/**
 * How many sessions there were: exact up to 200 days with any, then estimated, with a standard error of about 7%.
 * @param gap the silence that ends a session, milliseconds.
 */
export const sessionCount = (gap: number): Aggregate =>
  opaque<SessionDays>({
    add(state = { days: {} }, _value, { at }) {
      const { day, sessions } = visitAt(at);
      const known = state.days[day];
      // Most of the many days are out already, which one digest tells. A day that is kept stays so, whatever more of it there is.
      if (known === undefined && state.cut !== undefined && shortDigest(`${day}`) >= state.cut) {
        return state;
      }
      state.days[day] = known === undefined ? sessions : withVisit(known, sessions, gap);
      return known === undefined ? keepSome(state.days, state.cut) : state;
    },
    join(one, other) {
      const days = { ...one.days };
      for (const [day, sessions] of Object.entries(other.days)) {
        days[day] = joinSessions(days[day] ?? [], sessions, gap);
      }
      return keepSome(days, smaller(one.cut, other.cut));
    },
    result({ days, cut }) {
      const kept = Object.values(days).reduce((total, { length }) => total + length, 0);
      return cut === undefined ? kept : Math.round(kept / digestAsFraction(cut));
    },
    ofNothing: 0,
  });

/** When the latest session began, ISO 8601. @param gap the silence that ends a session, milliseconds. */
export const sessionStart = (gap: number): Aggregate => {
  const join = (one: LatestDay, other: LatestDay): LatestDay => {
    if (one.day !== other.day) return one.day > other.day ? one : other;
    return { day: one.day, sessions: withVisit(one.sessions, other.sessions, gap) };
  };
  return opaque<LatestDay>({
    add: (state, _value, { at }) => (state === undefined ? visitAt(at) : join(state, visitAt(at))),
    join,
    result: ({ day, sessions }) =>
      new Date(day * dayMs + (sessions.at(-1)?.[0] ?? 0)).toISOString(),
  });
};

/** A single event, as the sessions of its day. */
function visitAt(at: number): LatestDay {
  const day = Math.floor(at / dayMs);
  return { day, sessions: [[at - day * dayMs, at - day * dayMs]] };
}

/** As `joinSessions`; what lies within one session already leaves all as they are. */
function withVisit(known: Session[], visits: Session[], gap: number): Session[] {
  const [visit] = visits;
  return visits.length === 1 && visit !== undefined && isWithin(known, visit)
    ? known
    : joinSessions(known, visits, gap);
}

const isWithin = (sessions: readonly Session[], [first, last]: Session): boolean =>
  sessions.some(([start, end]) => start <= first && last <= end);

/** The sessions of the events of both: two that overlap, or are apart by no more than the gap, are one. */
function joinSessions(one: readonly Session[], other: readonly Session[], gap: number): Session[] {
  const joined: Session[] = [];
  for (const [start, end] of [...one, ...other].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last === undefined || start - last[1] > gap) joined.push([start, end]);
    else last[1] = Math.max(last[1], end);
  }
  return joined;
}

function keepSome(days: Record<string, Session[]>, cut: string | undefined): SessionDays {
  if (cut === undefined && Object.keys(days).length <= capacity) return { days };
  const ranked = Object.keys(days)
    .map((day) => ({ day, digest: shortDigest(day) }))
    .filter(({ digest }) => cut === undefined || digest < cut)
    .sort((a, b) => (a.digest < b.digest ? -1 : 1));
  const lowest = smaller(cut, ranked[capacity]?.digest);
  const kept = ranked.slice(0, capacity).map(({ day }) => [day, days[day] ?? []] as const);
  return { days: Object.fromEntries(kept), ...(lowest !== undefined && { cut: lowest }) };
}
