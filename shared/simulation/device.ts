import { fraction, pick, type Random, uuid, wholeNumber } from './random.ts';

export type FormFactor = 'phone' | 'laptop' | 'tablet';

/** A browser on a device. What changes over its life is changed in place by whoever uses it. */
export interface Device {
  formFactor: FormFactor;
  userAgent: string;
  ip: string;
  /** Another one after a log out that forgets the visitor. */
  anonymousId: string;
  loggedIn: boolean;
  /** Other people use it too, so its anonymousId must outlive a log out. */
  shared: boolean;
  /** Absent until the visitor has answered the consent banner. */
  consent?: { analytics: boolean; advertising: boolean; functional: boolean };
}

const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const appleWebKit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';

const userAgents: Readonly<Record<FormFactor, readonly string[]>> = {
  phone: [
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${appleWebKit} Version/18.6 Mobile/15E148 Safari/604.1`,
    `Mozilla/5.0 (iPhone; CPU iPhone OS 17_7 like Mac OS X) ${appleWebKit} Version/17.7 Mobile/15E148 Safari/604.1`,
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) ${appleWebKit} CriOS/140.0.7339.39 Mobile/15E148 Safari/604.1`,
    `Mozilla/5.0 (Linux; Android 10; K) ${webKit} Chrome/141.0.0.0 Mobile Safari/537.36`,
    `Mozilla/5.0 (Linux; Android 10; K) ${webKit} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    'Mozilla/5.0 (Android 15; Mobile; rv:143.0) Gecko/143.0 Firefox/143.0',
  ],
  laptop: [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/141.0.0.0 Safari/537.36`,
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`,
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0',
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${appleWebKit} Version/18.6 Safari/605.1.15`,
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webKit} Chrome/141.0.0.0 Safari/537.36`,
    'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
  ],
  tablet: [
    `Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) ${appleWebKit} CriOS/140.0.7339.39 Mobile/15E148 Safari/604.1`,
    `Mozilla/5.0 (iPad; CPU OS 12_5_7 like Mac OS X) ${appleWebKit} Version/12.1.2 Mobile/15E148 Safari/604.1`,
    `Mozilla/5.0 (Linux; Android 14; SM-X710) ${webKit} Chrome/141.0.0.0 Safari/537.36`,
  ],
};

/** Address ranges that are kept for documentation (RFC 5737), so that nobody's address is used. */
const networks = ['192.0.2', '198.51.100', '203.0.113'] as const;

const documentationAddress = (random: Random): string =>
  `${pick(random, networks)}.${wholeNumber(random, 1, 254)}`;

/** A device as it comes out of its box. */
export const newDevice = (random: Random, formFactor: FormFactor): Device => ({
  formFactor,
  userAgent: pick(random, userAgents[formFactor]),
  ip: documentationAddress(random),
  anonymousId: uuid(random),
  loggedIn: false,
  shared: false,
});

/** One to three devices, a phone most often, in the order in which their owner comes to use them. */
export function devicesOfOnePerson(random: Random): Device[] {
  const habit = fraction(random);
  const formFactors: FormFactor[] =
    habit < 0.3
      ? ['phone']
      : habit < 0.45
        ? ['laptop']
        : habit < 0.65
          ? ['phone', 'laptop']
          : habit < 0.8
            ? ['laptop', 'phone']
            : habit < 0.9
              ? ['phone', 'tablet']
              : ['phone', 'laptop', 'tablet'];
  return formFactors.map((formFactor) => newDevice(random, formFactor));
}
