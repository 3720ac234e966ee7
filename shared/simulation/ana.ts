import { type Device, type FormFactor, newDevice } from './device.ts';
import { london } from './place.ts';
import type { Random } from './random.ts';
import type { Shopper } from './shopper.ts';

/** The protagonist of the demonstration, by her identifiers. */
export const ana = {
  userId: 'u-ana',
  name: 'Ana Moreno',
  email: 'ana@example.com',
  laterEmail: 'ana.moreno@example.com',
  phone: '+442079460123',
  anonymousIds: { phone: 'ana-phone', laptop: 'ana-laptop', tablet: 'ana-tablet' },
} as const;

/** Her devices, whose anonymousIds can be read and typed. */
export function anasDevices(random: Random): Record<FormFactor, Device> {
  const hers = (formFactor: FormFactor): Device => ({
    ...newDevice(random, formFactor),
    anonymousId: ana.anonymousIds[formFactor],
  });
  return { phone: hers('phone'), laptop: hers('laptop'), tablet: hers('tablet') };
}

export const castAna = (devices: readonly Device[]): Shopper => ({
  name: ana.name,
  userId: ana.userId,
  place: london,
  favouriteCategory: 'Coffee',
  intent: 'account',
  devices,
  phone: ana.phone,
  email: ana.email,
  nextEmail: ana.laterEmail,
  hasAccount: false,
  subscribed: false,
  plan: 'free',
});
