import type { Destination, Destinations } from '../domain/activation/destination.ts';
import { CommandError, UsageError } from './errors.ts';

/** The destination of a name. @throws where there is none, saying which there are. */
export function destinationOf(destinations: Destinations, name: string): Destination {
  const destination = Object.hasOwn(destinations, name) ? destinations[name] : undefined;
  if (destination !== undefined) return destination;
  const known = Object.keys(destinations).join(', ');
  throw known === ''
    ? new CommandError('No destination is configured: add "destinations" to cdp.config.ts.')
    : new UsageError(`No destination is named ${name}: there are ${known}.`);
}
