resource "google_cloud_scheduler_job" "export" {
  project     = var.project_id
  region      = var.region
  name        = "tributary-export"
  description = "Asks for a snapshot of the profiles."
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
