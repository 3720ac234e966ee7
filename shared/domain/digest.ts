import { hash } from 'node:crypto';

/** The first 128 bits of SHA-256 over UTF-8, as 32 hex digits: document ids, which any reader can compute. */
export const documentId = (text: string): string => hash('sha256', text, 'hex').slice(0, 32);

/** The first 72 bits of SHA-256 over UTF-8, as 12 base64url characters: keys that are kept by the thousand. */
export const shortDigest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 12);

/** The bytes that `shortDigest` spells: by way of the text, for a digest that is asked for as bytes has memory of its own, which takes four times as long. */
export const shortDigestBytes = (text: string): Uint8Array =>
  Buffer.from(shortDigest(text), 'base64url');
