import colors from 'picocolors';
import type { Outcome } from '../domain/event/event.ts';
import type { Passed, PassedBy } from '../local/passed.ts';
import type { Trace } from '../runtime/trace-event.ts';
import { grouped, oneLine } from './terminal.ts';

/** One event on one line: when, from where, what, who, what became of it, and what it did. */
export function passedText(passed: Passed): string {
  const { at, source, outcome, replayOf } = passed;
  return [
    colors.dim(at.slice(11, 23)),
    oneLine(source, 16).padEnd(10),
    whatText(passed).padEnd(26),
    oneLine(whoOf(passed), 28).padEnd(24),
    colorOf[outcome](outcome.padEnd(11)),
    `${didText(passed)}${replayOf === undefined ? '' : colors.dim(' (replay)')}`,
  ]
    .join(' ')
    .trimEnd();
}

export const passedByText = ({ messages }: PassedBy): string =>
  colors.yellow(`… ${grouped(messages)} messages went by too fast to be shown`);

const colorOf: Record<Outcome, (text: string) => string> = {
  applied: colors.green,
  duplicate: colors.yellow,
  quarantined: colors.red,
  suppressed: colors.magenta,
};

function whatText({ event = {} }: Passed): string {
  const { type, event: name, name: title } = event;
  return oneLine([type, name ?? title].filter((word) => typeof word === 'string').join(' '), 40);
}

function whoOf({ event = {} }: Passed): string {
  const { userId, anonymousId } = event;
  if (userId !== undefined && userId !== null) return String(userId);
  return anonymousId === undefined || anonymousId === null ? '' : `visitor ${String(anonymousId)}`;
}

function didText({ rejection, trace, outcome }: Passed): string {
  if (rejection !== undefined) {
    const { id, rule, path, message } = rejection;
    return `${colors.red(oneLine(rule))}${path === '' ? '' : ` ${oneLine(path)}`}  ${oneLine(message, 90)} ${colors.dim(id.slice(0, 12))}`;
  }
  if (trace === undefined) return '';
  const profile = colors.dim(`→ ${trace.profileId.slice(0, 12)}`);
  return outcome === 'applied' ? [profile, ...effects(trace)].join('  ') : profile;
}

function effects({ isFirst, identifiers, links, values }: Trace): string[] {
  const told: string[] = [];
  if (isFirst) told.push(colors.cyan('new profile'));
  if (identifiers.length > 0)
    told.push(colors.cyan(`+ ${identifiers.map((key) => oneLine(key)).join(' + ')}`));
  for (const { a, b, refused } of links) {
    if (refused !== undefined) told.push(colors.red(`${oneLine(a)} ≠ ${oneLine(b)} (${refused})`));
    else if (!isFirst) told.push(`${oneLine(a)} = ${oneLine(b)}`);
  }
  if (values.length > 0) told.push(`set ${values.map((path) => oneLine(path)).join(', ')}`);
  return told;
}
