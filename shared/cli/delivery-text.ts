import colors from 'picocolors';
import type { Delivery } from '../domain/activation/delivery.ts';
import { table } from './terminal.ts';

/** Deliveries a line each. */
export const deliveriesTable = (deliveries: readonly Delivery[]): string =>
  table(
    ['when', 'destination', 'what', 'who', 'attempts', 'state', 'id', ''],
    deliveries.map((delivery) => [
      timeText(delivery.createdAt),
      delivery.destination,
      whatText(delivery),
      delivery.subject.profileId,
      delivery.attempts,
      delivery.state,
      delivery.id,
      shortened(whyText(delivery)),
    ]),
  );

/** A delivery, with what is sent. */
export function deliveryCard(delivery: Delivery): string {
  const { id, destination, subject, state, attempts, dueAt, giveUpAt, last, body } = delivery;
  const rows: [string, string | undefined][] = [
    ['destination', destination],
    ['what', `${whatText(delivery)}${subject.reason === undefined ? '' : ` (${subject.reason})`}`],
    ['who', `profile ${subject.profileId}, version ${subject.version}`],
    ['since', subject.at],
    ['accepted', timeText(delivery.createdAt)],
    ['attempts', String(attempts)],
    ['last attempt', last && `${timeText(last.at)}, ${last.ms} ms, ${last.status ?? 'no answer'}`],
    ['why', whyText(delivery)],
    ['next attempt', dueAt === undefined ? undefined : timeText(dueAt)],
    ['given up', state === 'pending' ? timeText(giveUpAt) : undefined],
  ];
  const lines = [`${colors.bold(state)}  ${colors.dim(`delivery ${id}`)}`];
  for (const [name, value] of rows) {
    if (value !== undefined && value !== '') lines.push(`  ${name.padEnd(12)}  ${value}`);
  }
  if (body !== undefined) lines.push('', body);
  return lines.join('\n');
}

const whatText = ({ subject: { type, audience } }: Delivery): string =>
  audience === undefined ? type : `${type} ${audience}`;

function whyText({ state, reason, last, lane, dueAt }: Delivery): string {
  if (state === 'delivered') return '';
  if (reason !== undefined) return reason;
  if (last?.error !== undefined) return last.error;
  return state === 'pending' && lane !== undefined && dueAt === undefined
    ? 'It waits for an earlier one of this person.'
    : '';
}

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);

const timeText = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
