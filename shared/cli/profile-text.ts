import colors from 'picocolors';
import { anyKind, type Refusal } from '../domain/identity/edge.ts';
import type { Evidence } from '../domain/identity/evidence.ts';
import type { Json } from '../domain/json.ts';
import type { Explanation } from '../domain/profile/explain.ts';
import type { AudienceExplanation } from '../domain/profile/explain-audience.ts';
import type { ComputedExplanation } from '../domain/profile/explain-computed.ts';
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
  if (view.audiences !== undefined) {
    lines.push('', `${colors.cyan('audiences')}  ${view.audiences.join(', ')}`);
  }
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

type AnyExplanation = Explanation | ComputedExplanation | AudienceExplanation;

export function explanationText(path: string, explanation: AnyExplanation): string {
  switch (explanation.kind) {
    case 'value': {
      const { value, from, beaten } = explanation;
      const lines = [
        `${path} is ${colors.bold(valueText(value))}`,
        `  by ${evidenceText(from)} in the events of ${from.leaf}`,
      ];
      return [...lines, ...beatenLines(beaten, '  ')].join('\n');
    }
    case 'computed':
      return computedText(path, explanation);
    case 'audience':
      return audienceText(explanation);
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

function computedText(path: string, explanation: ComputedExplanation): string {
  const { value, from, beaten, changesAt, pending } = explanation;
  if (pending) return `${path} is not counted from the beginning yet: run cdp backfill`;
  const lines = [`${path} is ${value === undefined ? 'empty' : colors.bold(valueText(value))}`];
  if (from !== undefined) lines.push(`  by ${evidenceText(from)} in the events of ${from.leaf}`);
  lines.push(...beatenLines(beaten, '  '));
  if (changesAt !== undefined) {
    lines.push(colors.dim(`  the next event leaves the window at ${changesAt}`));
  }
  return lines.join('\n');
}

function audienceText(explanation: AudienceExplanation): string {
  const { audience, rule, holds, since, until, from, conditions } = explanation;
  const state = holds ? colors.green('a member') : colors.red('no member');
  const lines = [`${state} of ${colors.bold(audience)}: ${rule}`];
  if (since !== undefined) lines.push(`  since ${since}`);
  if (from !== undefined) lines.push(`  by ${evidenceText(from)}`);
  if (until !== undefined) lines.push(colors.dim(`  until ${until}, unless an event comes before`));
  for (const condition of conditions) {
    const { value } = condition;
    const sign = condition.holds ? colors.green('✓') : colors.red('✗');
    lines.push(`${sign} ${condition.words}${value === undefined ? '' : `: ${valueText(value)}`}`);
    if (condition.from !== undefined) lines.push(`    by ${evidenceText(condition.from)}`);
    lines.push(...beatenLines(condition.beaten, '    '));
  }
  return lines.join('\n');
}

const beatenLines = (
  beaten: readonly { value: Json; from?: Evidence }[],
  indent: string,
): string[] =>
  beaten.map(({ value, from }) =>
    colors.dim(
      `${indent}over ${valueText(value)}${from === undefined ? '' : ` by ${evidenceText(from)}`}`,
    ),
  );

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

export function nameOf({ traits, identifiers }: ProfileView): string {
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
