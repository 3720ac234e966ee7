import type { SpecEvent } from '../../shared/domain/event/event.ts';
import type { BuiltFunctions, FunctionName } from './built-functions.ts';
import type { Figure } from './figure.ts';
import { CalledFunction } from './firestore/called-function.ts';
import { inRequests, newPeople, oneByOne } from './firestore/orders.ts';
import { sharedRuns } from './shared-runs.ts';

/** What a function is given first. @throws where it is not accepted. */
type Call = (port: number) => Promise<void>;

const message =
  (encode: (events: readonly SpecEvent[]) => Buffer[]): Call =>
  async (port) => {
    const called = new CalledFunction(port);
    await called.deliver(encode(newPeople(1)));
    called.close();
    if (called.calls !== 1) throw new Error('The first event was not accepted at once.');
  };

const httpRequest: Call = async (port) => {
  const [event] = newPeople(1);
  const authorization = `Basic ${Buffer.from('web-development-key:').toString('base64')}`;
  const response = await fetch(`http://127.0.0.1:${port}/v1/track`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(event),
  });
  if (!response.ok) throw new Error(`The first event was answered with ${response.status}.`);
  await response.arrayBuffer();
};

/** By function, what it is given, and the function that does nothing but make the same clients work. */
const stages: readonly { name: FunctionName; call: Call; floor: 'publisher' | 'clients' }[] = [
  { name: 'collect', call: httpRequest, floor: 'publisher' },
  { name: 'validate', call: message(inRequests), floor: 'publisher' },
  { name: 'enrich', call: message(oneByOne), floor: 'publisher' },
  { name: 'merge', call: message(oneByOne), floor: 'clients' },
  { name: 'pipeline', call: message(inRequests), floor: 'clients' },
];

const floors = {
  publisher: 'a function that only publishes a message',
  clients: 'a function of one transaction and one message',
};

/** Milliseconds from the start of its process until a function has answered for its first event. */
async function coldStart(built: BuiltFunctions, name: FunctionName, call: Call): Promise<number> {
  const running = await built.start(name);
  await call(running.port);
  const ms = performance.now() - running.spawnedAt;
  await running.stop();
  return ms;
}

/** Each function as it is deployed, beside an empty one, and beside the clients that it cannot do without. */
export function coldStarts(opened: () => Promise<BuiltFunctions>, repetitions: number): Figure[] {
  const simple = message(oneByOne);
  return stages.flatMap(({ name, call, floor }) => {
    const runs = sharedRuns(async () => {
      const built = await opened();
      const empty = await coldStart(built, 'empty', simple);
      const own = await coldStart(built, name, call);
      return { empty, own, floor: await coldStart(built, floor, simple) };
    });
    const beside = (other: 'empty' | 'floor', baselineName: string): Figure => {
      const [measure, baseline] = [runs(), runs()];
      return {
        name: `cold start: ${name}, until its first event is through, beside ${other === 'empty' ? 'nothing' : 'its clients'}`,
        unit: 'ms',
        repetitions,
        ...(other === 'empty' && { goal: { atMost: 1.6 } }),
        baselineName,
        measure: async () => (await measure()).own,
        baseline: async () => (await baseline())[other],
      };
    };
    return [beside('empty', 'an empty function'), beside('floor', floors[floor])];
  });
}
