import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Pause } from './pause.ts';

describe('a pause', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Whether a pause of a second is over, and how many timers are left of it. */
  function begin(signal = new AbortController().signal) {
    const pause = new Pause();
    const over = vi.fn();
    const waited = pause.wait(1000, signal).then(over);
    return { pause, over, waited };
  }

  it('is over when its time is', async () => {
    const { over, waited } = begin();
    await vi.advanceTimersByTimeAsync(999);
    expect(over).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    await waited;
    expect(over).toHaveBeenCalled();
  });

  it('is over when it is ended, and leaves no timer', async () => {
    const { pause, waited } = begin();
    pause.end();
    await waited;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is over when the signal is aborted, during it or before', async () => {
    const abort = new AbortController();
    const { waited } = begin(abort.signal);
    abort.abort();
    await waited;
    await begin(abort.signal).waited;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('can be ended when there was one before it', async () => {
    const { pause, waited } = begin();
    pause.end();
    await waited;
    pause.end();
    const again = pause.wait(1000, new AbortController().signal);
    expect(vi.getTimerCount()).toBe(1);
    pause.end();
    await again;
  });

  it('can be ended when a shorter one that began before it is over', async () => {
    const { pause, waited } = begin();
    const later = pause.wait(1500, new AbortController().signal);
    await vi.advanceTimersByTimeAsync(1000);
    await waited;
    pause.end();
    await later;
    expect(vi.getTimerCount()).toBe(0);
  });
});
