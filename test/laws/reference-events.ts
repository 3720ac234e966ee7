import type { IdentityConfig } from '../../shared/domain/identity/identity-rules.ts';
import type { JsonObject } from '../../shared/domain/json.ts';

/** An event as a sender wrote it, and what the ingress noted beside it. */
export interface SentEvent {
  source: string;
  /** ISO 8601 in UTC with milliseconds. */
  receivedAt: string;
  /** In the words of the Segment Spec; the histories always give a messageId. */
  body: JsonObject & { type: string; messageId: string };
}

/** A sent event with what sections 3 and 4 of the architecture say of its time and its identifiers. */
export interface ReferenceEvent {
  source: string;
  messageId: string;
  /** ISO 8601 in UTC with milliseconds, so that texts order as times do. */
  at: string;
  body: SentEvent['body'];
  /** `kind:value`. */
  primary: string;
  /** The others that it carries. */
  others: string[];
  /** What an alias says that its user id is. */
  alias?: { of: string; to: string[] };
}

/**
 * The set of events behind what was sent, in their total order: by time, then messageId, then source.
 * Those that name nobody are left out and counted; both without repetitions of (source, messageId).
 */
export function referenceEvents(sent: readonly SentEvent[], rules: IdentityConfig) {
  const distinct = new Map<string, SentEvent>();
  for (const event of sent) {
    const key = JSON.stringify([event.source, event.body.messageId]);
    if (!distinct.has(key)) distinct.set(key, event);
  }
  const events: ReferenceEvent[] = [];
  for (const { source, receivedAt, body } of distinct.values()) {
    const identifiers = identifiersIn(body, rules);
    if (identifiers === undefined) continue;
    const at = timeOf(body, receivedAt);
    events.push({ source, messageId: body.messageId, at, body, ...identifiers });
  }
  events.sort(
    (a, b) =>
      compareText(a.at, b.at) ||
      compareText(a.messageId, b.messageId) ||
      compareText(a.source, b.source),
  );
  return { events, nameless: distinct.size - events.length };
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `receivedAt − (sentAt − originalTimestamp)`, else the event's own time, never later than its receipt. */
function timeOf(body: JsonObject, receivedAt: string): string {
  const received = Date.parse(receivedAt);
  const own = body['originalTimestamp'] ?? body['timestamp'];
  if (typeof own !== 'string') return receivedAt;
  const { sentAt } = body;
  const happened =
    typeof sentAt === 'string'
      ? received - (Date.parse(sentAt) - Date.parse(own))
      : Date.parse(own);
  return new Date(Math.min(happened, received)).toISOString();
}

/** 0 for the strongest kind; kinds that the rules do not list come last, all alike. */
export function rankOf(key: string, rules: IdentityConfig): number {
  const kind = key.slice(0, key.indexOf(':'));
  const index = rules.kinds.findIndex((listed) => listed.kind === kind);
  return index < 0 ? rules.kinds.length : index;
}

function identifiersIn(body: SentEvent['body'], rules: IdentityConfig) {
  const named: [kind: string, value: unknown][] = [
    ['user_id', body['userId']],
    ['anonymous_id', body['anonymousId']],
  ];
  const traits = (body['traits'] ?? {}) as JsonObject;
  if (body.type === 'identify') named.push(['email', traits['email']], ['phone', traits['phone']]);
  const context = (body['context'] ?? {}) as JsonObject;
  for (const external of (context['externalIds'] ?? []) as JsonObject[]) {
    const { type } = external;
    named.push([type === 'group_id' ? 'external_group_id' : String(type), external['id']]);
  }
  const contextTraits = (context['traits'] ?? {}) as JsonObject;
  named.push(['email', contextTraits['email']], ['phone', contextTraits['phone']]);

  const keys = named.flatMap(([kind, value]) => keyOf(kind, value, rules) ?? []);
  const [primary] = [...keys].sort((a, b) => rankOf(a, rules) - rankOf(b, rules));
  if (primary === undefined) return undefined;
  const others = [...new Set(keys)].filter((key) => key !== primary);
  const alias = body.type === 'alias' ? aliasIn(body, rules) : undefined;
  return { primary, others, ...(alias !== undefined && { alias }) };
}

/** A previous id is the visitor's own, or a user's; where the event names no visitor, either. */
function aliasIn(body: SentEvent['body'], rules: IdentityConfig): ReferenceEvent['alias'] {
  const of = keyOf('user_id', body['userId'], rules);
  if (of === undefined) return undefined;
  const asUser = keyOf('user_id', body['previousId'], rules);
  const asVisitor = keyOf('anonymous_id', body['previousId'], rules);
  const isOwn = asVisitor === keyOf('anonymous_id', body['anonymousId'], rules);
  const namesVisitor = body['anonymousId'] !== undefined;
  const meant = namesVisitor ? [isOwn ? asVisitor : asUser] : [asUser, asVisitor];
  return { of, to: meant.filter((key) => key !== undefined).filter((key) => key !== of) };
}

/** Whether an event carries an identifier. */
export const carries = ({ primary, others }: ReferenceEvent, key: string): boolean =>
  primary === key || others.includes(key);

/** Every identifier that an event names: those that it carries, and those that only its alias speaks of. */
export const namedBy = ({ primary, others, alias }: ReferenceEvent): string[] => [
  ...new Set([primary, ...others, ...(alias?.to ?? [])]),
];

/** The identifier that a value means, normalised; `undefined` where it is blocked. */
export function keyOf(kind: string, value: unknown, rules: IdentityConfig): string | undefined {
  if (typeof value !== 'string') return undefined;
  let normal = value.normalize('NFC').trim();
  if (kind === 'email') normal = normal.toLowerCase();
  if (kind === 'phone') normal = normal.replace(/[^+\d]/g, '').replace(/^00/, '+');
  const blocked = (rules.blocked ?? []).some((word) => word.toLowerCase() === normal.toLowerCase());
  return blocked || /^[0\s.:+-]*$/.test(normal) ? undefined : `${kind}:${normal}`;
}
