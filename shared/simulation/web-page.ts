import type { Product } from './catalogue.ts';
import { code, fraction, pick, type Random } from './random.ts';

/** A page of the shop. */
export interface WebPage {
  name: string;
  path: string;
  title: string;
}

/** How somebody came to the shop: what the first page's address carries, and the site before it. */
export interface Arrival {
  /** With its question mark, or empty. */
  query: string;
  referrer: string;
}

export const shopAddress = 'https://fernandember.example';

const webPage = (name: string, path: string): WebPage => ({
  name,
  path,
  title: `${name} | Fern & Ember`,
});

const slug = (name: string): string => name.toLowerCase().replaceAll(' ', '-');

export const homePage: WebPage = { name: 'Home', path: '/', title: 'Fern & Ember' };
export const cartPage = webPage('Cart', '/cart');
export const checkoutPage = webPage('Checkout', '/checkout');
export const signUpPage = webPage('Create Account', '/account/new');
export const signInPage = webPage('Sign In', '/account/sign-in');
export const accountPage = webPage('Your Account', '/account');
export const journalPage = webPage('Journal', '/journal');

export const categoryPage = (category: string): WebPage =>
  webPage(category, `/shop/${slug(category)}`);

export const productPage = ({ id, name, category }: Product): WebPage =>
  webPage(name, `/shop/${slug(category)}/${id}`);

export const typedTheAddress: Arrival = { query: '', referrer: '' };

export const fromCampaign = (
  source: string,
  medium: string,
  campaign: string,
  referrer = '',
): Arrival => ({
  query: `?utm_source=${source}&utm_medium=${medium}&utm_campaign=${campaign}`,
  referrer,
});

const campaigns = ['first-light', 'slow-mornings', 'tent-season'] as const;

export function arrivalOfVisit(random: Random): Arrival {
  const way = fraction(random);
  if (way < 0.38) return typedTheAddress;
  if (way < 0.58) return { query: '', referrer: 'https://www.google.com/' };
  const campaign = pick(random, campaigns);
  if (way < 0.7) return fromCampaign('newsletter', 'email', campaign);
  if (way < 0.82)
    return fromCampaign('instagram', 'paid_social', campaign, 'https://l.instagram.com/');
  if (way < 0.93) {
    const ad = fromCampaign('google', 'cpc', campaign, 'https://www.google.com/');
    return { ...ad, query: `${ad.query}&gclid=Cj0K${code(random, 20)}` };
  }
  return fromCampaign('quiet-trails', 'referral', 'partners', 'https://quiettrails.example/gear');
}
