import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isList } from '../../../scripts/terraform/value.ts';
import { checkout } from '../../builders/run-cdp.ts';
import {
  type Check,
  type Deployment,
  type Finding,
  ofType,
  textAt,
  valueAt,
} from '../deployment.ts';

/** The anchors of a page's headings. */
const anchorsOf = (markdown: string): Set<string> =>
  new Set(
    [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    ),
  );

/** An alert reaches somebody, and tells what to do: its runbook is there. */
export const alerts: Check = (deployment) => {
  const runbooks = anchorsOf(readFileSync(join(checkout, 'docs/operations.md'), 'utf8'));
  const channels = ofType(deployment, 'google_monitoring_notification_channel').length;
  return ofType(deployment, 'google_monitoring_alert_policy').flatMap(({ address, values }) => {
    const found = (rule: string, message: string): Finding => ({ rule, at: address, message });
    const findings: Finding[] = [];
    const told = values['notification_channels'];
    if (!isList(told) || (channels > 0 && told.length === 0))
      findings.push(found('silent-alert', 'It tells nobody.'));
    const anchor = /docs\/operations\.md#([\w-]+)/.exec(
      textAt(values, 'documentation', 'content'),
    )?.[1];
    if (anchor === undefined || !runbooks.has(anchor)) {
      findings.push(
        found('no-runbook', `docs/operations.md has no section ${anchor ?? 'that it names'}.`),
      );
    }
    return findings;
  });
};

/** Freshness, rejections and the age of backlogs are promised, and somebody hears when a promise is about to be broken. */
export const objectives: Check = (deployment) => {
  const slos = ofType(deployment, 'google_monitoring_slo');
  const burning = ofType(deployment, 'google_monitoring_alert_policy').map(({ values }) =>
    textAt(values, 'conditions', 'condition_threshold', 'filter'),
  );
  const missing = ['freshness', 'backlog', 'acceptance']
    .filter((kind) => !slos.some(({ values }) => textAt(values, 'slo_id').startsWith(kind)))
    .map((kind) => ({ rule: 'no-objective', at: 'slos.tf', message: `Nothing promises ${kind}.` }));
  const unwatched = slos
    .filter(({ address }) => !burning.some((filter) => filter.includes(`${address}.name`)))
    .map(({ address }) => ({
      rule: 'unwatched-objective',
      at: address,
      message: 'No alert tells that its error budget burns.',
    }));
  return [...missing, ...unwatched];
};

/** A metric made of log lines rests on lines that the code prints. */
export const logMetrics: Check = (deployment) =>
  ofType(deployment, 'google_logging_metric').flatMap(({ address, values }) => {
    const filter = textAt(values, 'filter');
    const name = /service_name="([^"]+)"/.exec(filter)?.[1] ?? '';
    const message = /jsonPayload\.message="([^"]+)"/.exec(filter)?.[1] ?? '';
    const code = readFileSync(join(checkout, 'functions', name, 'index.ts'), 'utf8');
    return message !== '' && code.includes(`'${message}'`)
      ? []
      : [
          {
            rule: 'no-such-log-line',
            at: address,
            message: `functions/${name}/index.ts does not print "${message}".`,
          },
        ];
  });

/** Where a billing account is named, somebody hears before the money is spent. */
export const budget: Check = (deployment) =>
  ofType(deployment, 'google_billing_budget').flatMap(({ address, values }) =>
    valueAt(values, 'threshold_rules') === undefined
      ? [{ rule: 'silent-budget', at: address, message: 'It has no thresholds.' }]
      : [],
  );

const meters = 'shared/adapters/telemetry/meters.ts';

/** Where the functions send their metrics to Cloud Monitoring, the dashboard shows each of them, and no other. */
export const ownMetrics: Check = (deployment) => {
  const code = readFileSync(join(checkout, meters), 'utf8');
  const measured = new Set(
    [...code.matchAll(/meter\.create(Counter|Histogram)\('([^']+)'/g)].map(
      ([, kind = '', name = '']) => `${name}/${kind.toLowerCase()}`,
    ),
  );
  return ofType(deployment, 'google_monitoring_dashboard').flatMap(({ address, values }) => {
    const found = (rule: string, message: string): Finding => ({ rule, at: address, message });
    const charts = textAt(values, 'dashboard_json');
    const shown = new Set(
      [...charts.matchAll(/prometheus\.googleapis\.com\/([\w./]+)/g)].map(([, name = '']) => name),
    );
    const unknown = [...shown].filter((name) => !measured.has(name));
    const missing = isMonitored(deployment) ? [...measured].filter((name) => !shown.has(name)) : [];
    return [
      ...unknown.map((name) => found('no-such-metric', `${meters} has no ${name}.`)),
      ...missing.map((name) => found('unshown-metric', `It has no chart of ${name}.`)),
    ];
  });
};

const isMonitored = (deployment: Deployment): boolean =>
  ofType(deployment, 'google_cloudfunctions2_function').some(
    ({ values }) =>
      textAt(values, 'service_config', 'environment_variables', 'OTEL_EXPORTER_OTLP_ENDPOINT') ===
      'https://telemetry.googleapis.com',
  );
