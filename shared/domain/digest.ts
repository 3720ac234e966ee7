import { hash } from 'node:crypto';

/** The first 128 bits of SHA-256 over UTF-8, as 32 hex digits: document ids, which any reader can compute. */
export const documentId = (text: string): string => hash('sha256', text, 'hex').slice(0, 32);

/** The first 72 bits of SHA-256 over UTF-8, as 12 base64url characters: keys that are kept by the thousand. */
export const shortDigest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 12);

/** The bytes that `shortDigest` spells. */
export const shortDigestBytes = (text: string): Uint8Array =>
  hash('sha256', text, 'buffer').subarray(0, 9);
