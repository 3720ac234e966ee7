import colors from 'picocolors';
import { anyKind, type Refusal } from '../domain/identity/edge.ts';
import type { Evidence } from '../domain/identity/evidence.ts';
import type { Json } from '../domain/json.ts';
import type { Explanation } from '../domain/profile/explain.ts';
import type { RecentEvent } from '../domain/profile/leaf.ts';
import type { ProfileView } from '../domain/profile/view.ts';
import { grouped, table } from './terminal.ts';

/** A profile for people: who it is, what is known, what was computed. */
export function profileCard(view: ProfileView): string {
  const lines = [
    `${colors.bold(nameOf(view))}  ${colors.dim(`profile ${view.profileId}`)}`,
    colors.dim(
      `${grouped(view.events)} events, ${shortTime(view.firstSeenAt)} to ${shortTime(view.lastSeenAt)}`,
    ),
  ];
  section(
    lines,
    'identifiers',
    Object.entries(view.identifiers).map(([kind, values]) => [kind, values.join(', ')]),
  );
  section(lines, 'traits', valueLines(view.traits));
  section(lines, 'computed', valueLines(view.computed));
  section(
    lines,
    'groups',
    (view.groups ?? []).map((group) => [group, '']),
  );
  section(lines, 'consent', valueLines(view.consent));
  return lines.join('\n');
}

/** Events, latest first. */
export const timelineText = (events: readonly RecentEvent[]): string =>
  table(
    ['time', 'type', 'name', 'source', 'messageId'],
    events.map(({ at, type, name = '', source, messageId }) => [
      timeText(at),
      type,
      name,
      source,
      messageId,
    ]),
  );

export function explanationText(path: string, explanation: Explanation): string {
  switch (explanation.kind) {
    case 'value': {
      const { value, from, beaten } = explanation;
      const lines = [
        `${path} is ${colors.bold(valueText(value))}`,
        `  by ${evidenceText(from)} in the events of ${from.leaf}`,
      ];
      for (const loser of beaten) {
        lines.push(colors.dim(`  over ${valueText(loser.value)} by ${evidenceText(loser.from)}`));
      }
      return lines.join('\n');
    }
    case 'refused':
      return explanation.traits.length === 0
        ? 'No trait was refused a value.'
        : `refused a value, for it was too large or there were too many traits: ${explanation.traits.join(', ')}`;
    case 'identifiers': {
      const lines: string[] = [];
      for (const [key, evidence] of Object.entries(explanation.identifiers)) {
        const how = evidence.presumed ? 'presumed by the alias,' : 'first by';
        lines.push(`${colors.bold(key)}  ${how} ${evidenceText(evidence)}`);
      }
      for (const { a, b, by, from } of explanation.links) {
        lines.push(
          `${a} ${colors.green('=')} ${b}  by ${by === 'alias' ? 'the alias' : ''} ${evidenceText(from)}`,
        );
      }
      for (const { a, b, reason } of explanation.refused) {
        lines.push(`${a} ${colors.red('≠')} ${b}  ${refusalText(reason)}`);
      }
      return lines.join('\n');
    }
  }
}

function refusalText(refusal: Refusal): string {
  switch (refusal.reason) {
    case 'limit':
      return `refused: a profile may hold ${refusal.limit} ${refusal.kind === anyKind ? 'identifiers' : `of ${refusal.kind}`}`;
    case 'shared':
      return `refused: ${refusal.identifier} is shared by too many`;
    case 'severed':
      return 'severed by an operator';
  }
}

const evidenceText = ({ at, messageId, source }: Evidence): string =>
  `event ${messageId} of ${source} at ${timeText(at)}`;

function nameOf({ traits, identifiers }: ProfileView): string {
  const named = traits?.['name'];
  if (typeof named === 'string') return named;
  const [kind, values] = Object.entries(identifiers)[0] ?? [];
  return kind === 'anonymous_id' ? 'an anonymous visitor' : `${kind ?? ''} ${values?.[0] ?? ''}`;
}

function section(
  lines: string[],
  title: string,
  rows: readonly (readonly [string, string])[],
): void {
  if (rows.length === 0) return;
  lines.push('', colors.cyan(title));
  const width = Math.max(...rows.map(([name]) => name.length));
  for (const [name, value] of rows) lines.push(`  ${name.padEnd(width)}  ${value}`.trimEnd());
}

const valueLines = (values: Readonly<Record<string, Json>> = {}): [string, string][] =>
  Object.entries(values).map(([name, value]) => [name, valueText(value)]);

const valueText = (value: Json): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const shortTime = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

const timeText = (at: number): string => new Date(at).toISOString().replace('T', ' ');
