import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { type Emulator, findEmulators, type SearchOptions } from './find-emulators.ts';
import { startTethered, type TetheredProcess } from './tethered-process.ts';

/** Both emulators, ready for use. */
export interface RunningEmulators {
  found: true;
  /** `host:port` */
  firestoreHost: string;
  /** `host:port` */
  pubsubHost: string;
  /** The environment's `GCLOUD_PROJECT`, else one that stands for no real project. */
  projectId: string;
  /** Ends what was started here; emulators that ran before are left alone. */
  stop(): Promise<void>;
}

/** There are no emulators to start. */
export interface MissingEmulators {
  found: false;
  /** What is missing, and what to install. */
  reason: string;
}

/**
 * They live for minutes and hold what a test or a demo writes, so the compiler that is quick to start and the collector with the
 * fewest threads are the right ones.
 */
const jvmOptions = [
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-XX:-UsePerfData',
  '-Duser.language=en',
];

const address = '127.0.0.1';
const startMs = 60_000;

/** Finds both emulators and starts those that do not run yet, side by side. @throws where one does not come up, with its output. */
export async function startEmulators(
  options: SearchOptions = {},
): Promise<RunningEmulators | MissingEmulators> {
  const search = await findEmulators(options);
  if (!search.found) return search;
  const { java = 'java', firestore, pubsub } = search;
  const started: TetheredProcess[] = [];
  const hostOf = async (emulator: Emulator, memory: string, port: number): Promise<string> => {
    if (emulator.state === 'running') return emulator.host;
    const place = [`--host=${address}`, `--port=${port}`];
    const process = startTethered(java, [memory, ...jvmOptions, ...emulator.program, ...place]);
    started.push(process);
    await ready(`${address}:${port}`, process, emulator.path);
    return `${address}:${port}`;
  };
  const stop = async () => {
    await Promise.all(started.map((process) => process.stop()));
  };
  try {
    const [firestorePort, pubsubPort] = await freePorts();
    const [firestoreHost, pubsubHost] = await Promise.all([
      hostOf(firestore, '-Xmx2g', firestorePort),
      hostOf(pubsub, '-Xmx1g', pubsubPort),
    ]);
    const { GCLOUD_PROJECT: projectId = 'demo-tributary' } = options.env ?? process.env;
    return { found: true, firestoreHost, pubsubHost, projectId, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Both emulators answer plain HTTP on their gRPC port as soon as they serve. */
async function ready(host: string, process: TetheredProcess, path: string): Promise<void> {
  const deadline = Date.now() + startMs;
  for (;;) {
    const answered = await fetch(`http://${host}/`).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return;
    const ended = process.ended();
    if (ended !== undefined || Date.now() > deadline) {
      const what = ended ?? `it did not answer within ${startMs / 1000} seconds`;
      throw new Error(`The emulator ${path} did not start: ${what}.\n${process.output()}`);
    }
    await setTimeout(25);
  }
}

/** Two ports that nobody listens on: held at once, so that they differ, and let go for the emulators to take. */
async function freePorts(): Promise<[number, number]> {
  const [one, other] = [createServer(), createServer()];
  const ports: [number, number] = [0, 0];
  for (const [index, server] of [one, other].entries()) {
    await once(server.listen(0, address), 'listening');
    const bound = server.address();
    if (bound !== null && typeof bound === 'object') ports[index] = bound.port;
  }
  for (const server of [one, other]) await once(server.close(), 'close');
  return ports;
}
