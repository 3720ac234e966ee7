import type { AudienceRule } from '../../schemas/generated/types.ts';
import type { Json, JsonObject } from '../../shared/domain/json.ts';
import type { TraitConfig } from '../../shared/domain/trait/trait-config.ts';
import { type Fact, inWindow, naiveAggregate } from './reference-windows.ts';

/** An event of one person, as far as traits and audiences care. */
export interface PersonEvent {
  at: number;
  messageId: string;
  type: string;
  event?: string;
  traits?: JsonObject;
  properties?: JsonObject;
}

/** What a person's profile shows at a time, computed anew from all events. */
export interface PersonAt {
  traits?: Record<string, Json>;
  computed?: Record<string, Json>;
  audiences?: string[];
}

type Traits = Readonly<Record<string, TraitConfig>>;
type Audiences = Readonly<Record<string, AudienceRule>>;

const lengths: Record<string, number> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };
const lengthOf = (text: string): number => parseInt(text, 10) * (lengths[text.at(-1) ?? ''] ?? NaN);

export function personAt(
  events: readonly PersonEvent[],
  traitConfigs: Traits,
  audiences: Audiences,
  now: number,
): PersonAt {
  const traits = traitsOf(events);
  const computed: Record<string, Json> = {};
  for (const [name, config] of Object.entries(traitConfigs)) {
    const value = computedAt(config, events, now);
    if (value !== undefined) computed[name] = value;
  }
  const last = Math.max(...events.map(({ at }) => at));
  const root: JsonObject = { traits, computed, lastSeenAt: new Date(last).toISOString() };
  const names = Object.keys(audiences).filter((name) =>
    holds(audiences[name] ?? { any: [{ memberOf: '' }] }, root, events, audiences, now),
  );
  return {
    ...(Object.keys(traits).length > 0 && { traits }),
    ...(Object.keys(computed).length > 0 && { computed }),
    ...(names.length > 0 && { audiences: names.sort() }),
  };
}

function traitsOf(events: readonly PersonEvent[]): Record<string, Json> {
  const sorted = [...events].sort((a, b) => a.at - b.at || (a.messageId < b.messageId ? -1 : 1));
  const traits: Record<string, Json> = {};
  for (const event of sorted) Object.assign(traits, event.traits);
  return traits;
}

/** Of nothing that ever counted there is no value; a window that is empty again counts nothing. */
function computedAt(config: TraitConfig, events: readonly PersonEvent[], now: number) {
  const [[name = '', path] = []] = Object.entries(config);
  const event = 'count' in config ? config.count : config.of;
  const facts = events
    .filter((candidate) => candidate.type === 'track' && candidate.event === event)
    .flatMap(({ at, messageId, properties }): Fact[] => {
      const value = name === 'count' ? null : properties?.[String(path).replace('properties.', '')];
      return value === undefined ? [] : [{ at, messageId, value }];
    });
  if (facts.length === 0) return undefined;
  const window = 'window' in config ? config.window : undefined;
  return naiveAggregate(
    name,
    window === undefined ? facts : inWindow(facts, lengthOf(window), now),
  );
}

function holds(
  rule: AudienceRule,
  root: JsonObject,
  events: readonly PersonEvent[],
  audiences: Audiences,
  now: number,
): boolean {
  const inner = (part: AudienceRule) => holds(part, root, events, audiences, now);
  if ('all' in rule) return rule.all.every(inner);
  if ('any' in rule) return rule.any.some(inner);
  if ('not' in rule) return !inner(rule.not);
  if ('memberOf' in rule) {
    const other = audiences[rule.memberOf];
    return other !== undefined && inner(other);
  }
  if ('sequence' in rule) return happened(rule.sequence, events, now);
  const steps = rule.path.split('.');
  let value: Json | undefined = root;
  for (const step of steps) value = (value as JsonObject | undefined)?.[step];
  const age = typeof value === 'string' ? now - Date.parse(value) : Number.NaN;
  if (rule.olderThan !== undefined) return age >= lengthOf(rule.olderThan);
  if (rule.newerThan !== undefined) return age < lengthOf(rule.newerThan);
  if (rule.exists !== undefined) return (value !== undefined) === rule.exists;
  // Counts and sums of nothing are zero.
  const compared = value ?? (steps[0] === 'computed' ? 0 : undefined);
  if (rule.eq !== undefined) return compared === rule.eq;
  if (rule.gte !== undefined) return Number(compared) >= Number(rule.gte);
  throw new TypeError(`The reference knows no such condition: ${JSON.stringify(rule)}`);
}

type Steps = Extract<AudienceRule, { sequence: unknown }>['sequence'];

/** Tries every way through the steps. */
function happened(steps: Steps, events: readonly PersonEvent[], now: number): boolean {
  const named = (name: string) => events.filter(({ event }) => event === name);
  const within = (length: string | undefined) =>
    length === undefined ? Infinity : lengthOf(length);
  const go = (index: number, previous: PersonEvent, forbidden: Steps[number][]): boolean => {
    const step = steps[index];
    const isForbidden = (until: PersonEvent | undefined) =>
      forbidden.some(({ event, within: length }) =>
        named(event).some(
          (other) =>
            other !== previous &&
            other !== until &&
            other.at >= previous.at &&
            other.at - previous.at <= within(length) &&
            (until === undefined || other.at <= until.at),
        ),
      );
    if (step === undefined) {
      const isOver = forbidden.every(
        ({ within: length }) => length === undefined || now > previous.at + lengthOf(length),
      );
      return isOver && !isForbidden(undefined);
    }
    if (step.not) return go(index + 1, previous, [...forbidden, step]);
    return named(step.event).some(
      (next) =>
        next !== previous &&
        next.at >= previous.at &&
        next.at - previous.at <= within(step.within) &&
        !isForbidden(next) &&
        go(index + 1, next, []),
    );
  };
  return named(steps[0].event).some((first) => go(1, first, []));
}
