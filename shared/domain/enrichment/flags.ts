import type { Flag } from '../../../schemas/generated/types.ts';
import type { CanonicalEvent } from '../event/event.ts';

/** What an event may carry of them. */
const maximum = 100;

/** What an enricher that failed says; the event goes on without what it would have added. */
export const failure = (name: string, path: string, error: unknown): Flag => ({
  rule: 'enrichment-failed',
  path: path.slice(0, 1024),
  message: `${name}: ${error instanceof Error ? error.message : String(error)}`.slice(0, 1024),
});

/** The event with flags that it does not carry yet. Where there are too many, the first ones go on. */
export function withFlags(event: CanonicalEvent, flags: readonly Flag[]): CanonicalEvent {
  const known = event.flags ?? [];
  const more = flags.filter(
    ({ rule, path }) => !known.some((flag) => flag.rule === rule && flag.path === path),
  );
  if (more.length === 0 || known.length >= maximum) return event;
  return { ...event, flags: [...known, ...more].slice(0, maximum) };
}
