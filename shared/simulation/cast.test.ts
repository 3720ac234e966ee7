import Bowser from 'bowser';
import { expect, test } from 'vitest';
import { normaliseIdentifier } from '../domain/identity/identifier.ts';
import { catalogue, categories, money, productsOf } from './catalogue.ts';
import { type FormFactor, newDevice } from './device.ts';
import { asciiName, familyNames, givenNames } from './names.ts';
import { asTyped, fictionalPhone, phoneNumbers } from './phone.ts';
import { places, whenAwake } from './place.ts';
import { seededRandom } from './random.ts';
import { typed } from './shopper.ts';

test('the catalogue has thirty products with ids of their own and prices in cents', () => {
  expect(catalogue).toHaveLength(30);
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(30);
  for (const { cents } of catalogue) {
    expect(Number.isInteger(cents)).toBe(true);
    expect(JSON.stringify(money(cents))).toMatch(/^\d+(\.\d{1,2})?$/);
  }
  expect(categories.flatMap((category) => productsOf(category))).toEqual(catalogue);
});

test('every name makes a mailbox of plain letters', () => {
  for (const name of [...givenNames, ...familyNames]) {
    expect(asciiName(name)).toMatch(/^[a-z]{2,}$/);
    expect(asciiName(name)).toHaveLength(name.length);
  }
});

test('every slot has a phone number of its own, from the range that is kept for fiction', () => {
  const numbers = Array.from({ length: phoneNumbers }, (_, slot) => fictionalPhone(slot));
  expect(new Set(numbers).size).toBe(phoneNumbers);
  for (const number of numbers) expect(number).toMatch(/^\+1[2-9]\d{2}55501\d{2}$/);
});

test('what people type is the identifier that they mean', () => {
  const random = seededRandom(1);
  const emails = Array.from({ length: 300 }, () => typed(random, 'email', 'ana@example.com'));
  expect(new Set(emails).size).toBeGreaterThan(1);
  for (const email of emails) {
    expect(normaliseIdentifier('email', email)?.value).toBe('ana@example.com');
  }
  expect(asTyped('+12025550123')).toBe('+1 (202) 555-0123');
  expect(normaliseIdentifier('phone', asTyped('+12025550123'))?.value).toBe('+12025550123');
});

test('every browser is what it says, as a parser of user agents sees it', () => {
  const seenAs: Record<FormFactor, string> = {
    phone: 'mobile',
    laptop: 'desktop',
    tablet: 'tablet',
  };
  const random = seededRandom(1);
  for (const formFactor of ['phone', 'laptop', 'tablet'] as const) {
    for (let device = 0; device < 60; device++) {
      const { userAgent } = newDevice(random, formFactor);
      const parsed = Bowser.parse(userAgent);
      expect(parsed.platform.type, userAgent).toBe(seenAs[formFactor]);
      expect(parsed.browser.name, userAgent).toBeTruthy();
    }
  }
});

test('nobody shops between midnight and seven, whenever they meant to', () => {
  for (const place of places) {
    for (let hour = -30; hour < 60; hour++) {
      const at = Date.UTC(2026, 0, 1, hour, 20);
      const awake = whenAwake(at, place);
      const localHour = new Date(awake + place.offset * 3_600_000).getUTCHours();
      expect(localHour).toBeGreaterThanOrEqual(7);
      expect(awake - at).toBeGreaterThanOrEqual(0);
      expect(awake - at).toBeLessThan(10 * 3_600_000);
    }
  }
});
