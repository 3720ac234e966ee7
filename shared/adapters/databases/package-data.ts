import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/**
 * Packages that are data. They are opened by path and not imported, so that no bundle carries them and no start loads them;
 * `scripts/build-functions.ts` makes them dependencies of the functions that reach this file.
 */
export const dataPackages = [
  '@ip-location-db/geo-whois-asn-country-mmdb',
  'crawler-user-agents',
  'disposable-email-domains',
  'email-providers',
] as const;

const packages = createRequire(import.meta.url);

/** Where a file of one of them is. */
export const dataFile = (specifier: `${(typeof dataPackages)[number]}${string}`): string =>
  packages.resolve(specifier);

/** A JSON file of one of them. */
export const dataJson = async <T>(specifier: Parameters<typeof dataFile>[0]): Promise<T> =>
  JSON.parse(await readFile(dataFile(specifier), 'utf8')) as T;
