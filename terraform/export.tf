module "export" {
  source = "./modules/function"

  platform    = local.platform
  name        = "export"
  description = "Puts profiles, audiences, events and what became of them into BigQuery."
  # A request is a part of an export, a sixteenth of the profiles for one: as many go side by side as there are instances.
  size = merge(
    { cpu = "1", memory = "1Gi", concurrency = 1, min_instances = 0, max_instances = 8 },
    try(local.sizes.export, {}),
  )
  timeout_seconds = 600
  secrets         = local.secrets_of.export
  environment = {
    CDP_DATASET        = google_bigquery_dataset.warehouse.dataset_id
    CDP_LOCATION       = local.bigquery_location
    CDP_BUCKET         = google_storage_bucket.staging.name
    CDP_ARCHIVE_BUCKET = google_storage_bucket.archive.name
  }
  # How far an export has come is kept in Firestore, and its parts are messages to itself.
  roles     = ["roles/datastore.user", "roles/bigquery.jobUser"]
  publishes = ["export-requests"]
  invokers  = local.pushed_by_pubsub
}

resource "google_bigquery_dataset_iam_member" "export" {
  project    = var.project_id
  dataset_id = google_bigquery_dataset.warehouse.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = module.export.member
}

# Events, outcomes and transitions are made into rows from the archive.
resource "google_storage_bucket_iam_member" "export_archive" {
  bucket = google_storage_bucket.archive.name
  role   = "roles/storage.objectViewer"
  member = module.export.member
}

# Rows are staged, loaded and deleted.
resource "google_storage_bucket_iam_member" "export" {
  bucket = google_storage_bucket.staging.name
  role   = "roles/storage.objectUser"
  member = module.export.member
}
