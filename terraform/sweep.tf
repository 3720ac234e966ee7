module "sweep" {
  source = "./modules/function"
  count  = contains(values(local.fed), "sweep") ? 1 : 0

  platform    = local.platform
  name        = "sweep"
  description = "Moves on the profiles that time alone has changed."
  # One sweep at a time: a second would read the same profiles.
  size = merge(
    { cpu = "1", memory = "512Mi", concurrency = 1, min_instances = 0, max_instances = 1 },
    try(local.sizes.sweep, {}),
  )
  timeout_seconds = local.pushed["sweep"].ackDeadlineSeconds
  secrets         = local.secrets_of.sweep
  publishes       = ["profile-changes", "audience-changes"]
  roles           = ["roles/datastore.user"]
  invokers        = local.pushed_by_pubsub
}

resource "google_cloud_scheduler_job" "sweep" {
  count = length(module.sweep)

  project     = var.project_id
  region      = var.region
  name        = "tributary-sweep"
  description = "Asks for a sweep, every minute."
  schedule    = "* * * * *"
  time_zone   = "Etc/UTC"

  pubsub_target {
    topic_name = google_pubsub_topic.topic[local.pushed["sweep"].topic].id
    data       = base64encode("{}")
  }

  depends_on = [google_project_service.api]
}
