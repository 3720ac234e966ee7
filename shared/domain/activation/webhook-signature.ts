import { createHmac } from 'node:crypto';

const prefix = 'whsec_';
const [leastBytes, mostBytes] = [24, 64];

/**
 * The key of a secret as Standard Webhooks writes it: `whsec_` and base64 of 24 to 64 bytes.
 * @throws TypeError saying what is wrong, without the secret.
 */
export function parseSecret(secret: string): Uint8Array {
  const encoded = secret.startsWith(prefix) ? secret.slice(prefix.length) : undefined;
  if (encoded === undefined || !/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) {
    throw new TypeError(
      `must be "${prefix}" followed by base64. Make one with: node -p "'${prefix}' + crypto.randomBytes(32).toString('base64')"`,
    );
  }
  const key = Buffer.from(encoded, 'base64');
  if (key.length >= leastBytes && key.length <= mostBytes) return key;
  throw new TypeError(
    `has a key of ${key.length} bytes, where ${leastBytes} to ${mostBytes} are allowed`,
  );
}

/**
 * The headers of an attempt by the Standard Webhooks specification (symmetric, `v1`): HMAC-SHA256 over `id.timestamp.body`, one signature
 * for each key, so that a receiver may change its key at any time while both are configured.
 * @param at the time of the attempt, milliseconds: that of the occurrence is in the body.
 */
export function signatureHeaders(
  id: string,
  at: number,
  body: string,
  keys: readonly Uint8Array[],
): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
  const timestamp = String(Math.floor(at / 1000));
  const signatures = keys.map((key) => {
    const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    return `v1,${mac}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
