/** Data that is opened before it is asked. */
export type FactKind = 'countries' | 'networks' | 'crawlers' | 'mailDomains';

/** What is known of the world outside an event. Each member throws where its data can't be had: the enricher that asked has then failed. */
export interface Facts {
  /** Of a public address; `undefined` where the database has no record. */
  countryOf(ip: string): { country?: string; cidr: string } | undefined;
  networkOf(ip: string): { asn?: number; organisation?: string } | undefined;
  isCrawler(userAgent: string): boolean;
  /** Of a domain in lower case. */
  mailDomainKind(domain: string): MailDomainKind;
}

/** A provider that anybody has an address of, one that hands out addresses to be thrown away, or any other. */
export type MailDomainKind = 'free' | 'disposable' | 'business';
