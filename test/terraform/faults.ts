/** A mistake that somebody might make, as a change of one file, and the rule that has to notice it. */
export interface Fault {
  mistake: string;
  file: string;
  from: string;
  to: string;
  rule: string;
  /** The address or the file that the finding names, or the end of it. */
  at: string;
}

export const faults: readonly Fault[] = [
  {
    mistake: 'a function without a service account of its own',
    file: 'terraform/modules/function/main.tf',
    from: 'service_account_email            = google_service_account.function.email\n',
    to: '',
    rule: 'own-service-account',
    at: 'module.collect.google_cloudfunctions2_function.function',
  },
  {
    mistake: 'functions that share a service account',
    file: 'terraform/modules/function/main.tf',
    from: 'service_account_email            = google_service_account.function.email',
    to: 'service_account_email            = var.platform.build_service_account',
    rule: 'shared-service-account',
    at: 'module.profiles.google_cloudfunctions2_function.function',
  },
  {
    mistake: 'a subscription without a dead letter',
    file: 'terraform/subscriptions.tf',
    from: 'for_each = try([each.value.deadLetterPolicy], [])',
    to: 'for_each = each.key == "pipeline" ? [] : try([each.value.deadLetterPolicy], [])',
    rule: 'no-dead-letter',
    at: 'google_pubsub_subscription.subscription["pipeline"]',
  },
  {
    mistake: 'a dead letter topic that nothing subscribes to',
    file: 'terraform/subscriptions.tf',
    from: 'for_each = local.subscriptions\n',
    to: 'for_each = { for name, subscription in local.subscriptions : name => subscription if name != "export-dead-letter" }\n',
    rule: 'lost-dead-letter',
    at: 'google_pubsub_subscription.subscription["export"]',
  },
  {
    mistake: 'a dead letter that nobody hears of',
    file: 'terraform/alerts.tf',
    from: 'dead = keys(local.dead)',
    to: 'dead = ["archive-dead-letter"]',
    rule: 'unwatched-dead-letter',
    at: 'google_pubsub_subscription.subscription["pipeline-dead-letter"]',
  },
  {
    mistake: 'Pub/Sub not allowed to move a dead letter',
    file: 'terraform/subscriptions.tf',
    from: 'role         = "roles/pubsub.subscriber"',
    to: 'role         = "roles/pubsub.viewer"',
    rule: 'ungranted-dead-letter',
    at: 'google_pubsub_subscription.subscription["export"]',
  },
  {
    mistake: 'profiles open to everybody',
    file: 'terraform/profiles.tf',
    from: 'invokers = { for member in var.profile_readers : member => member }',
    to: 'invokers = { everybody = "allUsers" }',
    rule: 'public',
    at: 'module.profiles.google_cloud_run_service_iam_member.invoker["everybody"]',
  },
  {
    mistake: 'a function of Pub/Sub that the internet reaches',
    file: 'terraform/modules/function/variables.tf',
    from: '"ALLOW_INTERNAL_ONLY"',
    to: '"ALLOW_ALL"',
    rule: 'open-ingress',
    at: 'module.export.google_cloudfunctions2_function.function',
  },
  {
    mistake: 'a misspelt argument',
    file: 'terraform/modules/function/main.tf',
    from: 'max_instance_request_concurrency =',
    to: 'max_request_concurrency          =',
    rule: 'unknown-argument',
    at: 'module.collect.google_cloudfunctions2_function.function service_config',
  },
  {
    mistake: 'a required argument left out',
    file: 'terraform/bigquery.tf',
    from: 'table_id            = each.key\n',
    to: '',
    rule: 'missing-argument',
    at: 'google_bigquery_table.table["profiles"]',
  },
  {
    mistake: 'an attribute that a resource does not have',
    file: 'terraform/subscriptions.tf',
    from: 'google_service_account.push.email',
    to: 'google_service_account.push.mail',
    rule: 'unknown-reference',
    at: 'google_pubsub_subscription.subscription["pipeline"]',
  },
  {
    mistake: 'a subscription that expires',
    file: 'terraform/subscriptions.tf',
    from: 'ttl = each.value.expirationPolicy.ttl == "never" ? "" : each.value.expirationPolicy.ttl',
    to: 'ttl = "2678400s"',
    rule: 'expires',
    at: 'google_pubsub_subscription.subscription["pipeline"]',
  },
  {
    mistake: 'a push without a token',
    file: 'terraform/subscriptions.tf',
    from: `      oidc_token {
        service_account_email = google_service_account.push.email
        audience              = push_config.value
      }
`,
    to: '',
    rule: 'push-without-oidc',
    at: 'google_pubsub_subscription.subscription["pipeline"]',
  },
  {
    mistake: 'a primitive role',
    file: 'terraform/functions.tf',
    from: '"roles/logging.logWriter"',
    to: '"roles/editor"',
    rule: 'primitive-role',
    at: 'google_project_iam_member.build_logs',
  },
  {
    mistake: 'the right to publish where the code never does',
    file: 'terraform/collect.tf',
    from: 'publishes = ["events"]',
    to: 'publishes = ["events", "outcomes"]',
    rule: 'needless-grant',
    at: 'module.collect.google_cloudfunctions2_function.function',
  },
  {
    mistake: 'no right to publish where the code does',
    file: 'terraform/pipeline.tf',
    from: '"outcomes", ',
    to: '',
    rule: 'missing-grant',
    at: 'module.pipeline[0].google_cloudfunctions2_function.function',
  },
  {
    mistake: 'a bucket that objects can be published from',
    file: 'terraform/storage.tf',
    from: `name                        = "\${local.bucket_prefix}-archive"
  location                    = var.region
  labels                      = local.labels
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"`,
    to: `name                        = "\${local.bucket_prefix}-archive"
  location                    = var.region
  labels                      = local.labels
  uniform_bucket_level_access = true
  public_access_prevention    = "inherited"`,
    rule: 'public-bucket',
    at: 'google_storage_bucket.archive',
  },
  {
    mistake: 'a bucket that keeps everything for ever',
    file: 'terraform/storage.tf',
    from: `  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      age = var.archive_retention_days
    }
  }
`,
    to: '',
    rule: 'no-lifecycle',
    at: 'google_storage_bucket.archive',
  },
  {
    mistake: 'a resource without labels',
    file: 'terraform/topics.tf',
    from: '  labels       = local.labels\n',
    to: '',
    rule: 'unlabelled',
    at: 'google_pubsub_topic.topic["events"]',
  },
  {
    mistake: 'profiles that can not be had back',
    file: 'terraform/firestore.tf',
    from: '"POINT_IN_TIME_RECOVERY_ENABLED"',
    to: '"POINT_IN_TIME_RECOVERY_DISABLED"',
    rule: 'no-recovery',
    at: 'google_firestore_database.profiles',
  },
  {
    mistake: 'rules that let somebody in',
    file: 'emulator-config/firestore.rules',
    from: 'if false',
    to: 'if request.auth != null',
    rule: 'open-rules',
    at: 'firestore.tf',
  },
  {
    mistake: 'an index of the configuration that is not deployed',
    file: 'terraform/firestore.tf',
    from: 'for override in local.firestore.fieldOverrides : ',
    to: 'for override in slice(local.firestore.fieldOverrides, 1, length(local.firestore.fieldOverrides)) : ',
    rule: 'undeployed-index',
    at: 'profiles.core',
  },
  {
    mistake: 'an alert whose runbook is not written',
    file: 'terraform/alerts.tf',
    from: 'runbook  = "poison-events"',
    to: 'runbook  = "poisoned-events"',
    rule: 'no-runbook',
    at: 'google_monitoring_alert_policy.threshold["dead-letters"]',
  },
  {
    mistake: 'an alert on a log line that nobody prints',
    file: 'terraform/alerts.tf',
    from: 'jsonPayload.message=\\"exported\\"',
    to: 'jsonPayload.message=\\"exports\\"',
    rule: 'no-such-log-line',
    at: 'google_logging_metric.exports',
  },
  {
    mistake: 'a function that works for longer than its message waits',
    file: 'terraform/modules/function/variables.tf',
    from: 'default     = 60',
    to: 'default     = 120',
    rule: 'impatient-push',
    at: 'google_pubsub_subscription.subscription["pipeline"]',
  },
  {
    mistake: 'a chart of a metric that nobody measures',
    file: 'terraform/telemetry.tf',
    from: '"tributary.events"         = "counter"',
    to: '"tributary.events"         = "gauge"',
    rule: 'no-such-metric',
    at: 'google_monitoring_dashboard.tributary',
  },
];
