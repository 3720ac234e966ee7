import type { Json } from '../../shared/domain/json.ts';

/** What happened, as far as an aggregate cares. */
export interface Fact {
  at: number;
  messageId: string;
  value: Json;
}

/** An aggregate over facts, computed anew from all of them; `undefined` where there is none. */
export function naiveAggregate(name: string, facts: readonly Fact[]): Json | undefined {
  const ordered = [...facts].sort((a, b) => a.at - b.at || (a.messageId < b.messageId ? -1 : 1));
  const values = ordered.map(({ value }) => value);
  const numbers = values.filter((value) => typeof value === 'number');
  const cents = numbers.reduce((total, value) => total + Math.round(value * 100), 0);
  const texts = values.map((value) => JSON.stringify(value));
  switch (name) {
    case 'count':
      return facts.length;
    case 'sum':
      return cents / 100;
    case 'average':
      return numbers.length === 0 ? undefined : cents / 100 / numbers.length;
    case 'min':
      return numbers.length === 0 ? undefined : Math.min(...numbers);
    case 'max':
      return numbers.length === 0 ? undefined : Math.max(...numbers);
    case 'first':
      return values[0];
    case 'last':
      return values.at(-1);
    case 'uniqueCount':
      return new Set(texts).size;
    case 'uniqueList':
      return facts.length === 0
        ? undefined
        : [...new Set(texts)].sort().map((text) => JSON.parse(text) as Json);
    case 'mostFrequent':
      return mostFrequent(texts);
    default:
      throw new TypeError(`Nobody knows the aggregate "${name}".`);
  }
}

function mostFrequent(texts: readonly string[]): Json | undefined {
  let best: string | undefined;
  let times = 0;
  for (const text of [...new Set(texts)].sort()) {
    const count = texts.filter((other) => other === text).length;
    if (count > times) [best, times] = [text, count];
  }
  return best === undefined ? undefined : JSON.parse(best);
}

/** What counts in a window that ends at a time. */
export const inWindow = (facts: readonly Fact[], window: number, now: number): Fact[] =>
  facts.filter(({ at }) => at > now - window && at <= now);

/** Sessions by the definition: an event begins one unless another of the same day (UTC) was no more than the gap before it. */
export function naiveSessions(times: readonly number[], gap: number): number[] {
  const starts: number[] = [];
  const sorted = [...times].sort((a, b) => a - b);
  for (const [index, at] of sorted.entries()) {
    const before = sorted[index - 1];
    const goesOn =
      before !== undefined &&
      at - before <= gap &&
      new Date(at).toISOString().slice(0, 10) === new Date(before).toISOString().slice(0, 10);
    if (!goesOn) starts.push(at);
  }
  return starts;
}
