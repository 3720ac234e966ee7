import { readFile } from 'node:fs/promises';
import ipaddr from 'ipaddr.js';
import { Reader } from 'maxmind';
import type { Facts } from '../../domain/enrichment/facts.ts';
import { isJsonObject } from '../../domain/json.ts';
import { RecentCache } from '../../domain/recent-cache.ts';

/** Addresses whose records are remembered. */
const addresses = 20_000;

type DatabaseRecord = Record<string, unknown>;

/** The countries of a database in MaxMind's format, which is held in memory. @throws where the file can't be read, or is none. */
export const openCountries = (file: string): Promise<Facts['countryOf']> =>
  openDatabase(file, (record, cidr) => {
    const country = countryIn(record);
    return country === undefined ? { cidr } : { country, cidr };
  });

/** The autonomous systems of such a database. */
export const openNetworks = (file: string): Promise<Facts['networkOf']> =>
  openDatabase(file, systemIn);

/** Visitors come back, and a look-up walks a tree of a hundred levels: what was found is remembered. */
async function openDatabase<T extends object>(
  file: string,
  read: (record: DatabaseRecord, cidr: string) => T,
): Promise<(ip: string) => T | undefined> {
  const reader = new Reader<DatabaseRecord>(await readFile(file));
  const known = new RecentCache<{ value: T | undefined }>(addresses);
  const lookUp = (ip: string) => {
    const [record, prefix] = reader.getWithPrefixLength(ip) as [unknown, number];
    return { value: isJsonObject(record) ? read(record, networkOf(ip, prefix)) : undefined };
  };
  return (ip) => known.of(ip, lookUp).value;
}

const networkOf = (ip: string, prefix: number): string => {
  const kind = ip.includes(':') ? ipaddr.IPv6 : ipaddr.IPv4;
  return `${kind.networkAddressFromCIDR(`${ip}/${prefix}`).toString()}/${prefix}`;
};

/** ISO 3166-1 alpha-2 of a record, as MaxMind's databases, DB-IP's and IP Location DB's write it. */
function countryIn(record: DatabaseRecord): string | undefined {
  const { country, registered_country: registered, country_code: plain } = record;
  const code = plain ?? codeIn(country) ?? codeIn(registered);
  return typeof code === 'string' && /^[A-Z]{2}$/.test(code) ? code : undefined;
}

const codeIn = (country: unknown): unknown =>
  isJsonObject(country) ? country['iso_code'] : country;

function systemIn(record: DatabaseRecord): { asn?: number; organisation?: string } {
  const { autonomous_system_number: asn, autonomous_system_organization: organisation } = record;
  return {
    ...(typeof asn === 'number' && { asn }),
    ...(typeof organisation === 'string' && { organisation }),
  };
}
