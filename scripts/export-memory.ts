/**
 * `npm run export:memory`: what `cdp export` holds in memory at most, of a million profiles on the embedded backend; `--profiles N` of others. `ownMb` is the
 * process's own, `residentMb` that and the pages of the store's file that it has mapped: cache, which the system takes back when it needs it. Linux only.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openEnvironment } from '../shared/adapters/embedded/environment.ts';
import { embeddedProfileStore } from '../shared/adapters/embedded/profile-store.ts';
import { documentId } from '../shared/domain/digest.ts';
import { noWrites, type ProfileStore, type StoredProfile } from '../shared/ports/profile-store.ts';

const { values: options } = parseArgs({
  options: {
    profiles: { type: 'string', default: '1000000' },
    what: { type: 'string', default: 'snapshot,latest' },
  },
});
const total = Number(options.profiles);
const perTransaction = 5000;

/** A customer as the shop of `cdp simulate` has them: some traits, some computed ones, a kilobyte and a half of evidence. */
function customer(number: number): StoredProfile {
  const profileId = documentId(`user_id:u${number}`);
  const at = new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString();
  return {
    profileId,
    version: 3,
    core: Buffer.alloc(1500, number),
    view: {
      profileId,
      identifiers: {
        user_id: [`u${number}`],
        email: [`person${number}@shop.example`],
        anonymous_id: [`browser-${number}`, `phone-${number}`],
      },
      traits: {
        name: `Person ${number}`,
        plan: number % 3 === 0 ? 'pro' : 'free',
        age: number % 90,
      },
      computed: {
        orders: number % 20,
        revenue: (number % 500) * 1.25,
        favourite_category: 'Coffee',
      },
      ...(number % 10 === 0 && { audiences: ['vip'] }),
      firstSeenAt: at,
      lastSeenAt: at,
      events: 12,
    },
  };
}

async function fill(store: ProfileStore): Promise<void> {
  for (let first = 0; first < total; first += perTransaction) {
    const count = Math.min(perTransaction, total - first);
    const putProfiles = Array.from({ length: count }, (_, nth) => customer(first + nth));
    await store.transact(async () => ({ writes: { ...noWrites, putProfiles }, result: undefined }));
  }
}

/** Runs `cdp` and watches its memory. @returns megabytes at most, and seconds. */
async function watch(...args: string[]) {
  const cdp = fileURLToPath(new URL('../bin/cdp.js', import.meta.url));
  const begun = performance.now();
  const child = spawn(process.execPath, [cdp, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  const exited = once(child, 'exit');
  let [resident, own] = [0, 0];
  while (child.exitCode === null && child.signalCode === null) {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const megabytes = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) / 1024;
    resident = Math.max(resident, megabytes('VmHWM'));
    own = Math.max(own, megabytes('RssAnon'));
    await setTimeout(50);
  }
  await exited;
  const seconds = Math.round((performance.now() - begun) / 1000);
  return {
    residentMb: Math.round(resident),
    ownMb: Math.round(own),
    seconds,
    exit: child.exitCode,
  };
}

const dir = await mkdtemp(join(tmpdir(), 'tributary-memory-'));
try {
  const environment = openEnvironment(dir);
  await fill(embeddedProfileStore(environment));
  await environment.close();
  for (const what of options.what.split(',')) {
    const measured = await watch('export', what, '--data', dir);
    console.log(JSON.stringify({ export: what, profiles: total, ...measured }));
  }
} finally {
  await rm(dir, { recursive: true, force: true });
}
