/** Says which emulators a run of the tests would use. Ends with 0 where there are both, else with 1. */
import { type Emulator, findEmulators } from '../shared/adapters/emulators/find-emulators.ts';

const place = (emulator: Emulator): string =>
  emulator.state === 'running' ? `running at ${emulator.host}` : emulator.path;

const search = await findEmulators();
if (search.found) {
  console.log(`Firestore emulator: ${place(search.firestore)}`);
  console.log(`Pub/Sub emulator: ${place(search.pubsub)}`);
  if (search.java !== undefined) console.log(`Java: ${search.java}`);
} else {
  console.log(`No emulators: ${search.reason}`);
  process.exitCode = 1;
}
