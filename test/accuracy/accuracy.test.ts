import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../builders/temporary-folder.ts';
import { measureAccuracy } from './measure.ts';

const measured = async (shareDevices: number) =>
  measureAccuracy({ people: 500, seed: 1, shareDevices, dir: await temporaryFolder() });

describe('who is who, of 500 people of the simulated shop', () => {
  it('is found out without a mistake where nobody shares a device, and wholly as far as events tell', async () => {
    const { agreement, linkable, mixedUp } = await measured(0);
    expect(agreement.precision).toBe(1);
    expect(linkable.precision).toBe(1);
    expect(linkable.recall).toBe(1);
    expect(mixedUp).toBe(0);
    // What is missing is no login: a device that somebody never said who they are on.
    expect(agreement.recall).toBeLessThan(1);
    expect(linkable.belonging).toBeLessThan(agreement.belonging);
  });

  it('never takes two users for one where they share devices, and errs on the side of apart', async () => {
    const { agreement, linkable, mixedUp } = await measured(0.2);
    expect(mixedUp).toBe(0);
    expect(agreement.precision).toBe(1);
    // Who came second to a shared device loses it to who came first: a device is in one profile.
    expect(linkable.recall).toBeGreaterThan(0.9);
    expect(linkable.recall).toBeLessThan(1);
  });
});
