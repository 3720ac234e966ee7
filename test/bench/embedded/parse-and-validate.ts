import { createHash } from 'node:crypto';
import { validateCanonicalEvent } from '../../../schemas/generated/validators.js';

/** The least that any pipeline does with a message: it parses and validates every event, and takes one SHA-256. @returns how many events there were. */
export function parseAndValidate(data: Uint8Array): number {
  const events = JSON.parse(Buffer.from(data).toString('utf8')) as Record<string, unknown>[];
  for (const event of events) {
    const stamped = { ...event, source: 'web', receivedAt: event['timestamp'], arrival: '1/0' };
    if (!validateCanonicalEvent(stamped)) throw new Error('The shop sends valid events only.');
    createHash('sha256').update(String(event['messageId'])).digest('hex');
  }
  return events.length;
}
