output "collect_url" {
  description = "Where SDKs send events: the host of the Segment API."
  value       = module.collect.uri
}

output "profiles_url" {
  description = "The read API: /v1/profiles/KIND:VALUE, with an identity token."
  value       = module.profiles.uri
}

output "environment" {
  description = "What cdp --backend gcp reads from the environment."
  value = {
    GOOGLE_CLOUD_PROJECT = var.project_id
    CDP_DATASET          = google_bigquery_dataset.warehouse.dataset_id
    CDP_LOCATION         = local.bigquery_location
    CDP_BUCKET           = google_storage_bucket.staging.name
    CDP_ARCHIVE_BUCKET   = google_storage_bucket.archive.name
  }
}

output "archive_bucket" {
  description = "Every message as it was accepted, as Avro files by topic and day."
  value       = google_storage_bucket.archive.name
}

output "push_service_account" {
  description = "Whom a dead letter subscription has to push as, when its messages are delivered once more."
  value       = google_service_account.push.email
}

output "secrets_to_fill" {
  description = "The secrets that need a value."
  value       = [for secret in google_secret_manager_secret.secret : secret.secret_id]
}
