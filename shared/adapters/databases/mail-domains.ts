import type { MailDomainKind } from '../../domain/enrichment/facts.ts';
import { dataJson } from './package-data.ts';

/** Tells mail domains apart. Of a list of wildcards the subdomains count too. */
export async function openMailDomains(): Promise<(domain: string) => MailDomainKind> {
  const [disposable, wildcards, free] = await Promise.all([
    dataJson<string[]>('disposable-email-domains'),
    dataJson<string[]>('disposable-email-domains/wildcard.json'),
    dataJson<string[]>('email-providers/all.json'),
  ]);
  const [thrownAway, withSubdomains, forAnybody] = [
    new Set(disposable),
    new Set(wildcards),
    new Set(free),
  ];
  return (domain) => {
    if (thrownAway.has(domain) || endsIn(domain, withSubdomains)) return 'disposable';
    return forAnybody.has(domain) ? 'free' : 'business';
  };
}

function endsIn(domain: string, known: ReadonlySet<string>): boolean {
  for (let start = 0; start >= 0; start = domain.indexOf('.', start) + 1 || -1) {
    if (known.has(domain.slice(start))) return true;
  }
  return false;
}
