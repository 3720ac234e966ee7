/** Where somebody lives, as their browser tells it. */
export interface Place {
  city: string;
  country: string;
  locale: string;
  timezone: string;
  /** Hours ahead of UTC, in standard time. */
  offset: number;
}

const place = (
  city: string,
  country: string,
  locale: string,
  timezone: string,
  offset: number,
): Place => ({ city, country, locale, timezone, offset });

export const london = place('London', 'GB', 'en-GB', 'Europe/London', 0);

export const places: readonly Place[] = [
  place('New York', 'US', 'en-US', 'America/New_York', -5),
  place('Chicago', 'US', 'en-US', 'America/Chicago', -6),
  place('Denver', 'US', 'en-US', 'America/Denver', -7),
  place('Seattle', 'US', 'en-US', 'America/Los_Angeles', -8),
  place('Austin', 'US', 'es-US', 'America/Chicago', -6),
  place('Toronto', 'CA', 'en-CA', 'America/Toronto', -5),
  place('Montréal', 'CA', 'fr-CA', 'America/Toronto', -5),
  place('Mexico City', 'MX', 'es-MX', 'America/Mexico_City', -6),
  place('São Paulo', 'BR', 'pt-BR', 'America/Sao_Paulo', -3),
  london,
  place('Dublin', 'IE', 'en-IE', 'Europe/Dublin', 0),
  place('Valencia', 'ES', 'es-ES', 'Europe/Madrid', 1),
  place('Berlin', 'DE', 'de-DE', 'Europe/Berlin', 1),
  place('Lyon', 'FR', 'fr-FR', 'Europe/Paris', 1),
  place('Gothenburg', 'SE', 'sv-SE', 'Europe/Stockholm', 1),
  place('Nairobi', 'KE', 'en-KE', 'Africa/Nairobi', 3),
  place('Bengaluru', 'IN', 'en-IN', 'Asia/Kolkata', 5.5),
  place('Osaka', 'JP', 'ja-JP', 'Asia/Tokyo', 9),
  place('Melbourne', 'AU', 'en-AU', 'Australia/Melbourne', 10),
];

const hour = 3_600_000;
const wakingHour = 7;

/** Puts off to the morning what falls into the night of a place, from midnight to seven; never earlier than given. */
export function whenAwake(at: number, { offset }: Place): number {
  const localHour = (((at / hour + offset) % 24) + 24) % 24;
  if (localHour >= wakingHour) return at;
  // The night's visits spread over the three hours that follow it.
  return Math.round(at + (wakingHour - localHour) * hour + (localHour / wakingHour) * 3 * hour);
}
