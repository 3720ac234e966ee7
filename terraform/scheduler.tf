resource "google_cloud_scheduler_job" "export" {
  project     = var.project_id
  region      = var.region
  name        = "tributary-export"
  description = "Asks for an export of everything that has changed."
  schedule    = var.export_schedule
  time_zone   = var.time_zone

  pubsub_target {
    topic_name = google_pubsub_topic.topic[local.pushed["export"].topic].id
    data       = base64encode("{}")
  }

  retry_config {
    retry_count          = 3
    min_backoff_duration = "10s"
  }

  depends_on = [google_project_service.api]
}

# Audiences that have a table and a schedule of their own.
resource "google_cloud_scheduler_job" "audience_export" {
  for_each = var.audience_schedules

  project     = var.project_id
  region      = var.region
  name        = "tributary-export-${replace(each.key, "_", "-")}"
  description = "Asks for an export of ${each.key}."
  schedule    = each.value
  time_zone   = "Etc/UTC"

  pubsub_target {
    topic_name = google_pubsub_topic.topic[local.pushed["export"].topic].id
    data       = base64encode(jsonencode({ targets = [each.key] }))
  }

  retry_config {
    retry_count          = 3
    min_backoff_duration = "10s"
  }

  depends_on = [google_project_service.api]
}
