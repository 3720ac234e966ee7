import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** One way to know a person: a kind, such as `user_id` or `email`, and its normalised value. */
export interface Identifier {
  kind: string;
  value: string;
}

/** `kind:value`, the one spelling of an identifier as a key. A kind holds no colon. */
export type IdentifierKey = string;

export const identifierKey = ({ kind, value }: Identifier): IdentifierKey => `${kind}:${value}`;

export function parseIdentifierKey(key: IdentifierKey): Identifier {
  const colon = key.indexOf(':');
  return { kind: key.slice(0, colon), value: key.slice(colon + 1) };
}

/** The kind of a key, without building an identifier. */
export const kindOf = (key: IdentifierKey): string => key.slice(0, key.indexOf(':'));

/**
 * The same person must not hide behind another spelling: emails ignore case and outer space, phones are E.164. `undefined` where the value
 * can be no identifier of its kind: a phone that is no number, or a national one where no country is known.
 * Half of a surrogate pair has no UTF-8, so neither a hash nor a database could tell it from another half.
 * @param country that a phone number without a country belongs to, ISO 3166.
 */
export function normaliseIdentifier(
  kind: string,
  value: string,
  country?: string,
): Identifier | undefined {
  const trimmed = (
    isPlain.test(value) ? value : value.replace(/\p{Surrogate}/gu, '\ufffd').normalize('NFC')
  ).trim();
  switch (kind) {
    case 'email':
      return { kind, value: trimmed.toLowerCase() };
    case 'phone': {
      const number = e164(trimmed, country);
      return number === undefined ? undefined : { kind, value: number };
    }
    default:
      return { kind, value: trimmed };
  }
}

/** ASCII has one spelling in Unicode. */
const isPlain = /^[\x20-\x7e]*$/;

/** How many phones are known by heart. */
const rememberedPhones = 10_000;

/** A phone takes microseconds to parse, and the same people come again: by country and text. */
const phones = new Map<string, string | undefined>();

function e164(text: string, country: string | undefined): string | undefined {
  const key = `${country} ${text}`;
  if (phones.has(key)) return phones.get(key);
  if (phones.size === rememberedPhones) phones.clear();
  const number = parsePhone(text, country);
  phones.set(key, number);
  return number;
}

/** E.164, such as `+442079460123`. Extensions are left out: the standard has none. */
function parsePhone(text: string, country: string | undefined): string | undefined {
  const international = text.replace(/^00/, '+');
  const known = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const parsed = parsePhoneNumberFromString(international, known);
  return parsed?.isPossible() ? parsed.number : undefined;
}
