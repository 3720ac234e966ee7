import { shortDigest } from '../digest.ts';
import type { Json } from '../json.ts';
import type { Aggregate } from './aggregate.ts';
import { digestAsFraction, smaller } from './value-counts.ts';

/** The first and the last event of a session, milliseconds since midnight. */
type Session = [start: number, end: number];

/**
 * A person's sessions by day (days since 1970). A session ends after a silence, and at midnight UTC: so every day is for itself, and the
 * sessions of a day are those of the set of its events, whatever their order.
 */
interface SessionDays {
  /** The latest day is always kept. */
  latest: { day: number; sessions: Session[] };
  days: Record<string, Session[]>;
  /** Set once a day had to go: every kept day's digest is below it. */
  cut?: string;
}

/** How many days are kept: of more, those of the smallest digests, a sample that depends on the set of days alone. */
const capacity = 200;

const dayMs = 86_400_000;

/** @param gap the silence that ends a session, milliseconds. */
const sessionsBy = (
  gap: number,
  result: (state: SessionDays) => Json,
  ofNothing?: Json,
): Aggregate => {
  const join = (one: SessionDays, other: SessionDays) => joinDays(one, other, gap);
  const aggregate: Aggregate<SessionDays> = {
    add(state, _value, { at }) {
      const day = Math.floor(at / dayMs);
      const sessions: Session[] = [[at - day * dayMs, at - day * dayMs]];
      const known = state?.days[day];
      if (state === undefined || known === undefined) {
        const visit: SessionDays = { latest: { day, sessions }, days: { [day]: sessions } };
        return state === undefined ? visit : join(state, visit);
      }
      // A day that is kept stays so, whatever more of it there is.
      state.days[day] = joinSessions(known, sessions, gap);
      state.latest = joinLatest(state.latest, { day, sessions }, gap);
      return state;
    },
    join,
    result,
    ...(ofNothing !== undefined && { ofNothing }),
  };
  return aggregate as Aggregate;
};

/** How many sessions there were: exact up to 200 days with any, then estimated, with a standard error of about 7%. */
export const sessionCount = (gap: number): Aggregate =>
  sessionsBy(
    gap,
    ({ days, cut }) => {
      const kept = Object.values(days).reduce((total, { length }) => total + length, 0);
      return cut === undefined ? kept : Math.round(kept / digestAsFraction(cut));
    },
    0,
  );

/** When the latest session began, ISO 8601. */
export const sessionStart = (gap: number): Aggregate =>
  sessionsBy(gap, ({ latest: { day, sessions } }) =>
    new Date(day * dayMs + (sessions.at(-1)?.[0] ?? 0)).toISOString(),
  );

function joinDays(one: SessionDays, other: SessionDays, gap: number): SessionDays {
  const cut = smaller(one.cut, other.cut);
  const days = { ...one.days };
  for (const [day, sessions] of Object.entries(other.days)) {
    days[day] = joinSessions(days[day] ?? [], sessions, gap);
  }
  return keepSome(joinLatest(one.latest, other.latest, gap), days, cut);
}

function joinLatest(one: SessionDays['latest'], other: SessionDays['latest'], gap: number) {
  if (one.day !== other.day) return one.day > other.day ? one : other;
  return { day: one.day, sessions: joinSessions(one.sessions, other.sessions, gap) };
}

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

function keepSome(
  latest: SessionDays['latest'],
  days: Record<string, Session[]>,
  cut: string | undefined,
): SessionDays {
  if (cut === undefined && Object.keys(days).length <= capacity) return { latest, days };
  const ranked = Object.keys(days)
    .map((day) => ({ day, digest: shortDigest(day) }))
    .filter(({ digest }) => cut === undefined || digest < cut)
    .sort((a, b) => (a.digest < b.digest ? -1 : 1));
  const lowest = smaller(cut, ranked[capacity]?.digest);
  const kept = ranked.slice(0, capacity).map(({ day }) => [day, days[day] ?? []] as const);
  return { latest, days: Object.fromEntries(kept), ...(lowest !== undefined && { cut: lowest }) };
}
