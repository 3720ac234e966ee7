locals {
  subscription = "resource.type=\"pubsub_subscription\" AND resource.labels.subscription_id"
  one_of = {
    for group, names in { pushed = keys(local.pushed), stored = keys(local.stored), dead = keys(local.dead) } :
    group => "one_of(${join(",", [for name in names : "\"${name}\""])})"
  }
  services = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=one_of(${join(",", [for function in local.deployed : "\"${function.name}\""])})"

  # Thresholds on one metric, each a policy of its own, so that each has its own words and severity.
  thresholds = {
    dead-letters = {
      title    = "A message could not be processed"
      runbook  = "poison-events"
      severity = "CRITICAL"
      filter   = "metric.type=\"pubsub.googleapis.com/subscription/num_undelivered_messages\" AND ${local.subscription}=${local.one_of.dead}"
      by       = "resource.labels.subscription_id"
      aligner  = "ALIGN_MAX"
      above    = 0
      for      = "0s"
    }
    backlog = {
      title    = "A subscription falls behind"
      runbook  = "backlog"
      severity = "WARNING"
      filter   = "metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND ${local.subscription}=${local.one_of.pushed}"
      by       = "resource.labels.subscription_id"
      aligner  = "ALIGN_MAX"
      above    = var.objectives.backlog_seconds
      for      = "300s"
    }
    backlog-near-retention = {
      title    = "Messages will be lost in days"
      runbook  = "backlog"
      severity = "CRITICAL"
      filter   = "metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND ${local.subscription}=${local.one_of.pushed}"
      by       = "resource.labels.subscription_id"
      aligner  = "ALIGN_MAX"
      above    = 172800
      for      = "0s"
    }
    archive = {
      title    = "The archive is not written"
      runbook  = "archive"
      severity = "ERROR"
      filter   = "metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" AND ${local.subscription}=${local.one_of.stored}"
      by       = "resource.labels.subscription_id"
      aligner  = "ALIGN_MAX"
      above    = 3600
      for      = "300s"
    }
    redeliveries = {
      title    = "Pushes fail and are tried again"
      runbook  = "hot-profile"
      severity = "WARNING"
      filter   = "metric.type=\"pubsub.googleapis.com/subscription/push_request_count\" AND metric.labels.response_class!=\"ack\" AND ${local.subscription}=${local.one_of.pushed}"
      by       = "resource.labels.subscription_id"
      aligner  = "ALIGN_RATE"
      above    = 1
      for      = "600s"
    }
    contention = {
      title    = "Transactions contend for profiles"
      runbook  = "hot-profile"
      severity = "WARNING"
      filter   = "metric.type=\"firestore.googleapis.com/api/request_count\" AND metric.labels.response_code=\"ABORTED\" AND resource.type=\"firestore.googleapis.com/Database\""
      by       = "resource.labels.database_id"
      aligner  = "ALIGN_RATE"
      above    = 5
      for      = "600s"
    }
    errors = {
      title    = "A function fails"
      runbook  = "failing-functions"
      severity = "WARNING"
      filter   = "metric.type=\"run.googleapis.com/request_count\" AND metric.labels.response_code_class=\"5xx\" AND ${local.services}"
      by       = "resource.labels.service_name"
      aligner  = "ALIGN_RATE"
      above    = 1
      for      = "600s"
    }
    memory = {
      title    = "A function is short of memory"
      runbook  = "failing-functions"
      severity = "WARNING"
      filter   = "metric.type=\"run.googleapis.com/container/memory/utilizations\" AND ${local.services}"
      by       = "resource.labels.service_name"
      aligner  = "ALIGN_PERCENTILE_99"
      above    = 0.9
      for      = "600s"
    }
  }

  burning = merge(
    { for stage, slo in google_monitoring_slo.freshness : "freshness-${stage}" => { slo = slo.name, runbook = "backlog" } },
    { for name, slo in google_monitoring_slo.backlog : "backlog-${name}" => { slo = slo.name, runbook = "backlog" } },
    {
      acceptance   = { slo = google_monitoring_slo.acceptance.name, runbook = "rejections" }
      availability = { slo = google_monitoring_slo.availability.name, runbook = "failing-functions" }
    },
  )
}

resource "google_monitoring_alert_policy" "threshold" {
  for_each = local.thresholds

  project               = var.project_id
  display_name          = "Tributary: ${each.value.title}"
  combiner              = "OR"
  severity              = each.value.severity
  notification_channels = local.channels
  user_labels           = local.labels

  conditions {
    display_name = each.value.title

    condition_threshold {
      filter          = each.value.filter
      comparison      = "COMPARISON_GT"
      threshold_value = each.value.above
      duration        = each.value.for

      aggregations {
        alignment_period     = "60s"
        per_series_aligner   = each.value.aligner
        cross_series_reducer = each.value.aligner == "ALIGN_RATE" ? "REDUCE_SUM" : "REDUCE_MAX"
        group_by_fields      = [each.value.by]
      }
    }
  }

  documentation {
    subject   = "Tributary: ${each.value.title}"
    content   = "What to do: docs/operations.md#${each.value.runbook}"
    mime_type = "text/markdown"
  }

  alert_strategy {
    auto_close = "86400s"
  }

  depends_on = [google_project_service.api]
}

# An error budget that would be gone in two days: a tenth of a month's budget spent in less than five hours.
resource "google_monitoring_alert_policy" "burn" {
  for_each = local.burning

  project               = var.project_id
  display_name          = "Tributary: error budget of ${each.key} burns fast"
  combiner              = "AND"
  severity              = "ERROR"
  notification_channels = local.channels
  user_labels           = local.labels

  # The long window says that it matters, the short one that it still goes on.
  dynamic "conditions" {
    for_each = ["3600s", "300s"]
    content {
      display_name = "14 times the sustainable rate over ${conditions.value}"

      condition_threshold {
        filter          = "select_slo_burn_rate(\"${each.value.slo}\", \"${conditions.value}\")"
        comparison      = "COMPARISON_GT"
        threshold_value = 14
        duration        = "0s"
      }
    }
  }

  documentation {
    subject   = "Tributary: error budget of ${each.key}"
    content   = "What to do: docs/operations.md#${each.value.runbook}"
    mime_type = "text/markdown"
  }
}

# Counts the line that the function export prints when a snapshot is in BigQuery.
resource "google_logging_metric" "exports" {
  project     = var.project_id
  name        = "tributary/exports"
  description = "Profile snapshots that were exported."
  filter      = "resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${module.export.name}\" AND jsonPayload.message=\"exported\" AND jsonPayload.target=\"profiles\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }
}

resource "google_monitoring_alert_policy" "no_export" {
  project               = var.project_id
  display_name          = "Tributary: no export for ${var.objectives.export_hours} hours"
  combiner              = "OR"
  severity              = "ERROR"
  notification_channels = local.channels
  user_labels           = local.labels

  conditions {
    display_name = "No snapshot was exported"

    condition_absent {
      filter   = "metric.type=\"logging.googleapis.com/user/${google_logging_metric.exports.name}\" AND resource.type=\"cloud_run_revision\""
      duration = "${var.objectives.export_hours * 3600}s"

      aggregations {
        alignment_period     = "600s"
        per_series_aligner   = "ALIGN_DELTA"
        cross_series_reducer = "REDUCE_SUM"
      }
    }
  }

  documentation {
    subject   = "Tributary: no export for ${var.objectives.export_hours} hours"
    content   = "What to do: docs/operations.md#exports"
    mime_type = "text/markdown"
  }
}
