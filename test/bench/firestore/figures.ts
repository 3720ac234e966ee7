import { BuiltFunctions } from '../built-functions.ts';
import { coldStarts } from '../cold-start.ts';
import { CountedDeployment } from '../counted/counted-deployment.ts';
import { countedFigures } from '../counted/counted-figures.ts';
import type { Figure } from '../figure.ts';
import { Opened } from '../opened.ts';
import { Emulated } from './emulated.ts';
import { exportRates } from './export-rate.ts';
import { firestoreLatency } from './latency.ts';
import { inRequests, newPeople } from './orders.ts';
import { firestoreThroughput } from './throughput.ts';

// The more events of one profile the tutorial's way has on its way, the longer they hold each other up: fifty took minutes.
const full = {
  throughput: { distinct: { ours: 20_000, theirs: 1000 }, hot: { ours: 5000, theirs: 10 } },
  counted: {
    distinct: { ours: 2000, theirs: 500 },
    known: { ours: 400, theirs: 100 },
    hot: { ours: 2000, theirs: 10 },
  },
  latency: { ours: 3000, theirs: 1000, repetitions: 3 },
  exported: 20_000,
  coldStarts: 5,
};

const quick: typeof full = {
  throughput: { distinct: { ours: 500, theirs: 60 }, hot: { ours: 500, theirs: 6 } },
  counted: {
    distinct: { ours: 200, theirs: 60 },
    known: { ours: 60, theirs: 40 },
    hot: { ours: 200, theirs: 6 },
  },
  latency: { ours: 200, theirs: 100, repetitions: 1 },
  exported: 2000,
  coldStarts: 1,
};

/** Everything that needs the emulators. */
export function emulatorFigures({ isQuick }: { isQuick: boolean }): {
  figures: Figure[];
  close(): Promise<void>;
} {
  const sizes = isQuick ? quick : full;
  const built = new Opened(() => BuiltFunctions.build());
  const emulated = new Opened(async () => Emulated.open(await built.value()));
  /** It goes through all that was ever written for every query, so exports read from one that never held what other figures write. */
  const fresh = new Opened(async () => Emulated.open(await built.value()));
  const counted = new Opened(async () =>
    CountedDeployment.open(await emulated.value(), await built.value()),
  );
  return {
    figures: [
      ...coldStarts(async () => {
        // It sets the environment in which the functions find the emulators, whose own first transaction is not what is measured.
        const { pipeline } = await emulated.value();
        await pipeline.deliver(inRequests(newPeople(1)));
        return built.value();
      }, sizes.coldStarts),
      ...countedFigures(() => counted.value(), sizes.counted),
      ...firestoreThroughput(() => emulated.value(), sizes.throughput),
      ...firestoreLatency(() => emulated.value(), sizes.latency),
      ...exportRates(() => fresh.value(), sizes.exported),
    ],
    async close() {
      await counted.close();
      await fresh.close();
      await emulated.close();
      await built.close();
    },
  };
}
