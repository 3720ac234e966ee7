import { shortDigest } from '../digest.ts';
import type { CanonicalEvent } from '../event/event.ts';
import type { Json } from '../json.ts';
import { cleanValue } from './clean-value.ts';
import { type DraftSubject, draftSchema } from './draft-schema.ts';
import { bodyOf, type EventSchema, type PlannedType, plannedTypes } from './event-schema.ts';
import { plannedValue } from './planned-value.ts';
import { Shape } from './shape.ts';

/** An example is for people. */
const longestExample = 4096;

/** What a draft declares of cleaning, so that it is drafted of cleaned values. */
const cleaning = plannedValue({
  'x-clean': ['trim', 'nfc'],
  additionalProperties: { $ref: '#/definitions/any' },
  definitions: {
    any: {
      additionalProperties: { $ref: '#/definitions/any' },
      items: { $ref: '#/definitions/any' },
    },
  },
});

interface Draft {
  subject: DraftSubject['subject'];
  shape: Shape;
  first: Json;
  /** The one with most properties. */
  fullest: Json;
}

/** Gathers events, and drafts a schema of each kind of them. Memory is bounded by the kinds, and not by the events. */
export class Drafts {
  readonly #only: string | undefined;
  readonly #drafts = new Map<string, Draft>();

  /** @param only the name of a track event, or a type: of others nothing is drafted. */
  constructor(only?: string) {
    this.#only = only;
  }

  add(event: CanonicalEvent): void {
    const subject = subjectOf(event);
    if (subject === undefined) return;
    const name = 'event' in subject ? subject.event : subject.type;
    if (this.#only !== undefined && this.#only !== name) return;
    const body = cleanValue((event[bodyOf(event.type)] ?? {}) as Json, cleaning);
    const key = `${event.type} ${name}`;
    const draft = this.#drafts.get(key) ?? {
      subject,
      shape: new Shape(),
      first: body,
      fullest: body,
    };
    this.#drafts.set(key, draft);
    draft.shape.add(body);
    if (sizeOf(body) > sizeOf(draft.fullest)) draft.fullest = body;
  }

  /** By the names of the events. */
  schemas(): EventSchema[] {
    const taken = new Set<string>();
    return [...this.#drafts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, { subject, shape, first, fullest }]) => {
        const name = 'event' in subject ? subject.event : `${subject.type} ${bodyOf(subject.type)}`;
        const id = freeId(name, taken);
        const samples = (first === fullest ? [first] : [first, fullest]).filter(
          (sample) => JSON.stringify(sample).length <= longestExample,
        );
        return draftSchema({ id, title: titleOf(id), subject }, shape, samples);
      });
  }
}

function subjectOf({ type, event }: CanonicalEvent): Draft['subject'] | undefined {
  if (type === 'track') return event === undefined ? undefined : { event };
  return isPlannedType(type) ? { type } : undefined;
}

const isPlannedType = (type: CanonicalEvent['type']): type is PlannedType =>
  (plannedTypes as readonly string[]).includes(type);

const sizeOf = (body: Json): number => Object.keys(body ?? {}).length;

/** A name in lower case with dashes; where nothing is left of it, or another event has it, its hash tells it apart. */
function freeId(name: string, taken: Set<string>): string {
  const words =
    name
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const plain = words.join('-').slice(0, 80).replace(/-$/, '');
  const digest = shortDigest(name)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '0');
  const id = plain === '' ? `event-${digest}` : taken.has(plain) ? `${plain}-${digest}` : plain;
  taken.add(id);
  return id;
}

/** Such as OrderCompleted; a type's name begins with a letter. */
function titleOf(id: string): string {
  const title = id.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  return /^[A-Z]/.test(title) ? title : `Event${title}`;
}
