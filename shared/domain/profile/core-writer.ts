import type { Evidence } from '../identity/evidence.ts';

/** What a core is written as: a list of these, and two tables that they refer to by position. */
export type Token = number | string | boolean | null | Uint8Array;

/** A core on its way to bytes. */
export interface WrittenCore {
  /** All texts, one after the other, each once; and how many UTF-16 code units each has. */
  text: string;
  lengths: number[];
  /** Of each event that anything in the core comes from: its time, and the positions of its message id and its source among the texts. */
  events: number[];
  tokens: Token[];
}

/** How a value of no fixed shape begins. */
export const mark = { scalar: 0, text: 1, list: 2, record: 3, event: 4, minusZero: 5 } as const;

/**
 * Writes tokens. Each text and each event is written once, where it comes first, however often the core refers to it: one event is the
 * evidence of many things. What is written depends on the core alone.
 */
export class CoreWriter {
  readonly #tokens: Token[] = [];
  #text = '';
  readonly #lengths: number[] = [];
  readonly #positions = new Map<string, number>();
  readonly #events: number[] = [];
  /** Position of an event by its message id; where two events have the same, by a text of all that they are. */
  readonly #places = new Map<string, number>();
  readonly #evidence: Evidence[] = [];

  token(token: Token): void {
    this.#tokens.push(token);
  }

  text(text: string): void {
    this.#tokens.push(this.#positionOf(text));
  }

  evidence(evidence: Evidence): void {
    this.#tokens.push(this.#placeOf(evidence));
  }

  /** Any value of plain data, none of it `undefined`. */
  value(value: unknown): void {
    if (typeof value === 'string') {
      this.#tokens.push(mark.text, this.#positionOf(value));
    } else if (typeof value !== 'object' || value === null) {
      // The bytes of numbers have no sign of 0, and a profile must not depend on whether it was stored in between.
      if (Object.is(value, -0)) this.#tokens.push(mark.minusZero);
      else this.#tokens.push(mark.scalar, value as Token);
    } else if (Array.isArray(value)) {
      this.#tokens.push(mark.list, value.length);
      for (const item of value) this.value(item);
    } else if (isEvidence(value)) {
      this.#tokens.push(mark.event, this.#placeOf(value));
    } else this.#record(value as Readonly<Record<string, unknown>>);
  }

  written(): WrittenCore {
    return {
      text: this.#text,
      lengths: this.#lengths,
      events: this.#events,
      tokens: this.#tokens,
    };
  }

  #record(record: Readonly<Record<string, unknown>>): void {
    const keys = Object.keys(record);
    this.#tokens.push(mark.record, keys.length);
    for (const key of keys) {
      this.#tokens.push(this.#positionOf(key));
      this.value(record[key]);
    }
  }

  #positionOf(text: string): number {
    const known = this.#positions.get(text);
    if (known !== undefined) return known;
    const position = this.#lengths.length;
    this.#text += text;
    this.#lengths.push(text.length);
    this.#positions.set(text, position);
    return position;
  }

  #placeOf(evidence: Evidence): number {
    const { at, messageId, source } = evidence;
    const place = this.#places.get(messageId);
    const known = place === undefined ? undefined : this.#evidence[place];
    if (place === undefined || known === undefined) return this.#add(messageId, evidence);
    if (known.at === at && known.source === source) return place;
    const whole = `${at}\n${source}\n${messageId}`;
    return this.#places.get(whole) ?? this.#add(whole, evidence);
  }

  #add(key: string, evidence: Evidence): number {
    const place = this.#evidence.length;
    this.#evidence.push(evidence);
    this.#places.set(key, place);
    const { at, messageId, source } = evidence;
    this.#events.push(at, this.#positionOf(messageId), this.#positionOf(source));
    return place;
  }
}

/** By its shape: a reader gets the same from the table, whatever it was. */
function isEvidence(value: object): value is Evidence {
  if (!('messageId' in value)) return false;
  const keys = Object.keys(value);
  return (
    keys.length === 3 &&
    keys[0] === 'at' &&
    keys[1] === 'messageId' &&
    keys[2] === 'source' &&
    'at' in value &&
    typeof value.at === 'number' &&
    typeof value.messageId === 'string' &&
    'source' in value &&
    typeof value.source === 'string'
  );
}
