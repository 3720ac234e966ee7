import { isJsonObject, type Json } from '../json.ts';
import { formats } from './formats.ts';

/** Formats that a schema may be drafted with, the narrower first. */
const drafted = ['date-time', 'date', 'email', 'uri', 'uuid'] as const;
type DraftedFormat = (typeof drafted)[number];

/** Bounds of what is remembered of one place, however many events there are. */
const most = { values: 20, members: 200 } as const;

/** What the texts at one place have in common. */
export class TextShape {
  count = 0;
  /** In code points. */
  shortest = Number.POSITIVE_INFINITY;
  longest = 0;
  /** How often each was seen; `undefined` where they are too many to tell. */
  values: Map<string, number> | undefined = new Map();
  /** Those that all of them are of. */
  formats: DraftedFormat[] = [...drafted];

  add(text: string): void {
    const length = [...text].length;
    this.count += 1;
    this.shortest = Math.min(this.shortest, length);
    this.longest = Math.max(this.longest, length);
    this.values?.set(text, (this.values.get(text) ?? 0) + 1);
    if ((this.values?.size ?? 0) > most.values) this.values = undefined;
    this.formats = this.formats.filter((format) => isOfFormat(text, format));
  }
}

/** Many a text has a colon; an address has two slashes behind it. */
const isOfFormat = (text: string, format: DraftedFormat): boolean =>
  formats[format](text) && (format !== 'uri' || text.includes('://'));

/** What the values at one place in events have in common. */
export class Shape {
  count = 0;
  nulls = 0;
  booleans = 0;
  numbers = 0;
  /** Of the numbers. */
  integers = 0;
  readonly texts = new TextShape();
  lists = 0;
  items: Shape | undefined;
  objects = 0;
  members = new Map<string, Shape>();
  /** Whether there were more names than are remembered: they are data, and not named properties. */
  namesAreData = false;

  add(value: Json): void {
    this.count += 1;
    if (value === null) this.nulls += 1;
    else if (typeof value === 'boolean') this.booleans += 1;
    else if (typeof value === 'string') this.texts.add(value);
    else if (typeof value === 'number') {
      this.numbers += 1;
      if (Number.isInteger(value)) this.integers += 1;
    } else if (Array.isArray(value)) {
      this.lists += 1;
      if (value.length > 0) this.items ??= new Shape();
      for (const item of value) this.items?.add(item);
    } else if (isJsonObject(value)) this.#addMembers(value);
  }

  #addMembers(object: { [key: string]: Json | undefined }): void {
    this.objects += 1;
    for (const [name, member] of Object.entries(object)) {
      if (member === undefined || this.namesAreData) continue;
      const shape = this.members.get(name) ?? new Shape();
      this.members.set(name, shape);
      shape.add(member);
      if (this.members.size > most.members) {
        this.namesAreData = true;
        this.members = new Map();
      }
    }
  }
}
