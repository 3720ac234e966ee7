import { readFile } from 'node:fs/promises';
import ipaddr from 'ipaddr.js';
import { isJsonObject } from '../../domain/json.ts';

/** A database of addresses in MaxMind's format, held in memory. */
export interface IpDatabase {
  /** The record of an address, and the network that it is about. */
  recordOf(ip: string): { record: Record<string, unknown>; cidr: string } | undefined;
}

/** @throws where the file can't be read, or is no such database. */
export async function openIpDatabase(file: string): Promise<IpDatabase> {
  const [{ Reader }, bytes] = await Promise.all([import('maxmind'), readFile(file)]);
  const reader = new Reader<Record<string, unknown>>(bytes);
  return {
    recordOf(ip) {
      const [record, prefix] = reader.getWithPrefixLength(ip) as [unknown, number];
      return isJsonObject(record) ? { record, cidr: networkOf(ip, prefix) } : undefined;
    },
  };
}

const networkOf = (ip: string, prefix: number): string => {
  const kind = ip.includes(':') ? ipaddr.IPv6 : ipaddr.IPv4;
  return `${kind.networkAddressFromCIDR(`${ip}/${prefix}`).toString()}/${prefix}`;
};

/** ISO 3166-1 alpha-2 of a record, as MaxMind's databases, DB-IP's and IP Location DB's write it. */
export function countryIn(record: Record<string, unknown>): string | undefined {
  const { country, registered_country: registered, country_code: plain } = record;
  const code = plain ?? codeIn(country) ?? codeIn(registered);
  return typeof code === 'string' && /^[A-Z]{2}$/.test(code) ? code : undefined;
}

const codeIn = (country: unknown): unknown =>
  isJsonObject(country) ? country['iso_code'] : country;

/** The autonomous system of a record. */
export function systemIn(record: Record<string, unknown>): { asn?: number; organisation?: string } {
  const { autonomous_system_number: asn, autonomous_system_organization: organisation } = record;
  return {
    ...(typeof asn === 'number' && { asn }),
    ...(typeof organisation === 'string' && { organisation }),
  };
}
