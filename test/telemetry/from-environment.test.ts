import { describe, expect, it } from 'vitest';
import { silent } from '../../shared/ports/telemetry.ts';
import { telemetryOf } from '../../shared/runtime/telemetry.ts';

describe('who listens', () => {
  it('is nobody, if the environment asks for nothing', async () => {
    expect(await telemetryOf({})).toBe(silent);
    const off = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318', OTEL_SDK_DISABLED: 'true' };
    expect(await telemetryOf(off)).toBe(silent);
  });

  it('is the log on Cloud Run', async () => {
    expect(await telemetryOf({ K_SERVICE: 'merge' })).not.toBe(silent);
  });

  it('is told where a rate is none', async () => {
    await expect(telemetryOf({ CDP_LOG_RATE: 'all' })).rejects.toThrow('CDP_LOG_RATE');
  });

  it('if it is nobody, passes on the trace context of one cause, and of several none', () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    expect(silent.begin('merge', { traceparents: [traceparent] }).traceparent).toBe(traceparent);
    const several = silent.begin('merge', { traceparents: [traceparent, traceparent] });
    expect(several.traceparent).toBeUndefined();
  });
});
