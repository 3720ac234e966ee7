import type { Destination } from '../../domain/activation/destination.ts';
import { documentId } from '../../domain/digest.ts';
import type { Dispatch } from '../../ports/send.ts';

/** A delivery about nobody, to see whether a destination takes it. Its type tells it from all others. */
export function testDispatch({ name, audiences }: Destination, at: number): Dispatch {
  const [audience] = audiences;
  const type = 'destination.test';
  return {
    id: `test_${documentId(`${name}\n${at}`)}`,
    body: JSON.stringify({
      type,
      timestamp: new Date(at).toISOString(),
      data: { destination: name, ...(audience !== undefined && { audience }) },
    }),
    attributes: { type, destination: name },
    at,
  };
}
