module "export" {
  source = "./modules/function"

  platform    = local.platform
  name        = "export"
  description = "Puts a snapshot of the profiles into BigQuery."
  # One export at a time reads all profiles; a second waits for its turn in the subscription.
  size = merge(
    { cpu = "1", memory = "1Gi", concurrency = 1, min_instances = 0, max_instances = 2 },
    try(local.sizes.export, {}),
  )
  timeout_seconds = 600
  secrets         = local.secrets_of.export
  environment = {
    CDP_DATASET  = google_bigquery_dataset.warehouse.dataset_id
    CDP_LOCATION = local.bigquery_location
    CDP_BUCKET   = google_storage_bucket.staging.name
  }
  roles    = ["roles/datastore.viewer", "roles/bigquery.jobUser"]
  invokers = local.pushed_by_pubsub
}

resource "google_bigquery_dataset_iam_member" "export" {
  project    = var.project_id
  dataset_id = google_bigquery_dataset.warehouse.dataset_id
  role       = "roles/bigquery.dataEditor"
  member     = module.export.member
}

# Rows are staged, loaded and deleted.
resource "google_storage_bucket_iam_member" "export" {
  bucket = google_storage_bucket.staging.name
  role   = "roles/storage.objectUser"
  member = module.export.member
}
