import type { Evidence } from '../identity/evidence.ts';
import { setMember } from '../json.ts';
import { mark, type Token, type WrittenCore } from './core-writer.ts';

/** Reads what `CoreWriter` has written, token by token. @throws TypeError where that is not what it reads. */
export class CoreReader {
  readonly #tokens: readonly Token[];
  readonly #texts: string[] = [];
  readonly #events: Evidence[] = [];
  #at = 0;

  constructor({ text, lengths, events, tokens }: WrittenCore) {
    this.#tokens = tokens;
    let start = 0;
    for (const length of lengths) {
      this.#texts.push(text.slice(start, start + length));
      start += length;
    }
    for (let at = 0; at < events.length; at += 3) {
      const [time, messageId, source] = [events[at], events[at + 1], events[at + 2]];
      if (time === undefined || messageId === undefined || source === undefined) throw broken();
      this.#events.push({
        at: time,
        messageId: this.#textAt(messageId),
        source: this.#textAt(source),
      });
    }
  }

  token(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw broken();
    this.#at += 1;
    return token;
  }

  number(): number {
    const token = this.token();
    if (typeof token !== 'number') throw broken();
    return token;
  }

  bytes(): Uint8Array {
    const token = this.token();
    if (!(token instanceof Uint8Array)) throw broken();
    return token;
  }

  text(): string {
    return this.#textAt(this.number());
  }

  /** An event of the table. It is shared by all that refers to it, and nobody changes it. */
  evidence(): Evidence {
    const event = this.#events[this.number()];
    if (event === undefined) throw broken();
    return event;
  }

  /** As many items as the next token says. */
  list<Item>(read: (reader: CoreReader) => Item): Item[] {
    const items: Item[] = [];
    for (let left = this.number(); left > 0; left -= 1) items.push(read(this));
    return items;
  }

  value(): unknown {
    switch (this.number()) {
      case mark.scalar:
        return this.token();
      case mark.text:
        return this.text();
      case mark.list:
        return this.list(() => this.value());
      case mark.record:
        return this.#record();
      case mark.event:
        return this.evidence();
      case mark.minusZero:
        return -0;
      default:
        throw broken();
    }
  }

  #record(): Record<string, unknown> {
    const record: Record<string, unknown> = {};
    for (let left = this.number(); left > 0; left -= 1) {
      const key = this.text();
      setMember(record, key, this.value());
    }
    return record;
  }

  #textAt(position: number): string {
    const text = this.#texts[position];
    if (text === undefined) throw broken();
    return text;
  }
}

const broken = (): TypeError =>
  new TypeError(
    'The evidence of the profile is not in the form of this version: start a new folder of data.',
  );
