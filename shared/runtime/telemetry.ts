import { allOf } from '../adapters/telemetry/all-of.ts';
import { structuredLog } from '../adapters/telemetry/structured-log.ts';
import { silent, type Telemetry } from '../ports/telemetry.ts';

let current: Promise<Telemetry> | undefined;

/** What listens in this process: what its environment asks for. Where it asks for nothing, nobody listens, and nothing is loaded. */
export function telemetry(): Promise<Telemetry> {
  current ??= telemetryOf(process.env);
  return current;
}

/** Has one more listen, from now on to all that asks for `telemetry` afterwards. */
export function listen(listener: Telemetry): void {
  current = telemetry().then((known) => (known === silent ? listener : allOf([known, listener])));
}

/**
 * `OTEL_EXPORTER_OTLP_ENDPOINT` and the other standard variables have spans and metrics exported. On Cloud Run, and wherever `CDP_LOG_RATE` is set, there is a log:
 * `CDP_LOG_RATE` is the share of the events that it shows, `CDP_LOG_PER_SECOND` how many of them at most.
 */
export async function telemetryOf(env: NodeJS.ProcessEnv): Promise<Telemetry> {
  const listeners: Telemetry[] = [];
  if (isExported(env)) {
    const { exportOtlp } = await import('../adapters/telemetry/export-otlp.ts');
    listeners.push(exportOtlp(env, Date.now));
  }
  const rate = env['CDP_LOG_RATE'];
  if (env['K_SERVICE'] !== undefined || rate !== undefined) {
    const projectId = env['GOOGLE_CLOUD_PROJECT'];
    listeners.push(
      structuredLog({
        write: (line) => process.stdout.write(`${line}\n`),
        ...(projectId !== undefined && { projectId }),
        rate: numberOf('CDP_LOG_RATE', rate, 0.01),
        perSecond: numberOf('CDP_LOG_PER_SECOND', env['CDP_LOG_PER_SECOND'], 10),
        clock: Date.now,
      }),
    );
  }
  return listeners.length === 0 ? silent : allOf(listeners);
}

const isExported = (env: NodeJS.ProcessEnv): boolean =>
  env['OTEL_SDK_DISABLED'] !== 'true' &&
  ['', 'TRACES_', 'METRICS_'].some((signal) => env[`OTEL_EXPORTER_OTLP_${signal}ENDPOINT`]);

function numberOf(name: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined || text === '' ? otherwise : Number(text);
  if (value >= 0) return value;
  throw new Error(`${name} is "${text}"; it is a number from 0 on.`);
}
