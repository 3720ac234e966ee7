resource "google_monitoring_custom_service" "tributary" {
  project      = var.project_id
  service_id   = "tributary"
  display_name = "Tributary"
  user_labels  = local.labels

  depends_on = [google_project_service.api]
}

locals {
  oldest_message = {
    for name in keys(local.pushed) : name => join(" AND ", [
      "metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\"",
      "resource.type=\"pubsub_subscription\"",
      "resource.labels.subscription_id=\"${name}\"",
    ])
  }
  published = {
    for name in ["events", "events-quarantined"] : name => join(" AND ", [
      "metric.type=\"pubsub.googleapis.com/topic/send_message_operation_count\"",
      "resource.type=\"pubsub_topic\"",
      "resource.labels.topic_id=\"${name}\"",
    ])
  }
  collected = join(" AND ", [
    "metric.type=\"run.googleapis.com/request_count\"",
    "resource.type=\"cloud_run_revision\"",
    "resource.labels.service_name=\"${module.collect.name}\"",
  ])
}

# Freshness: in a good minute, no event waits for its profile for longer than promised. Each stage is asked by itself.
resource "google_monitoring_slo" "freshness" {
  for_each = toset(local.stage_names)

  project             = var.project_id
  service             = google_monitoring_custom_service.tributary.service_id
  slo_id              = "freshness-${each.value}"
  display_name        = "${each.value}: no event waits for longer than ${var.objectives.freshness_seconds} s"
  goal                = var.objectives.freshness_goal
  rolling_period_days = var.objectives.rolling_period_days
  user_labels         = local.labels

  windows_based_sli {
    window_period = "60s"

    metric_mean_in_range {
      time_series = local.oldest_message[each.value]
      range {
        min = 0
        max = var.objectives.freshness_seconds
      }
    }
  }
}

# Backlog age: of every function that Pub/Sub feeds.
resource "google_monitoring_slo" "backlog" {
  for_each = local.pushed

  project             = var.project_id
  service             = google_monitoring_custom_service.tributary.service_id
  slo_id              = "backlog-${each.key}"
  display_name        = "${each.key}: nothing waits for longer than ${var.objectives.backlog_seconds} s"
  goal                = var.objectives.backlog_goal
  rolling_period_days = var.objectives.rolling_period_days
  user_labels         = local.labels

  windows_based_sli {
    window_period = "300s"

    metric_mean_in_range {
      time_series = local.oldest_message[each.key]
      range {
        min = 0
        max = var.objectives.backlog_seconds
      }
    }
  }
}

# Rejection rate: of the messages of events, those that something was quarantined from. A message is a batch, and so is one of rejected events, so
# this is the most that the rate by event can be, not the rate itself.
resource "google_monitoring_slo" "acceptance" {
  project             = var.project_id
  service             = google_monitoring_custom_service.tributary.service_id
  slo_id              = "acceptance"
  display_name        = "Messages that nothing was rejected of"
  goal                = var.objectives.acceptance_goal
  rolling_period_days = var.objectives.rolling_period_days
  user_labels         = local.labels

  request_based_sli {
    good_total_ratio {
      bad_service_filter   = local.published["events-quarantined"]
      total_service_filter = local.published["events"]
    }
  }
}

# Availability of the front door: an answer that is not its own fault.
resource "google_monitoring_slo" "availability" {
  project             = var.project_id
  service             = google_monitoring_custom_service.tributary.service_id
  slo_id              = "availability"
  display_name        = "Requests that collect answers"
  goal                = var.objectives.availability_goal
  rolling_period_days = var.objectives.rolling_period_days
  user_labels         = local.labels

  request_based_sli {
    good_total_ratio {
      bad_service_filter   = "${local.collected} AND metric.labels.response_code_class=\"5xx\""
      total_service_filter = local.collected
    }
  }
}
