# With cmek = true, one key for everything at rest. Whoever disables a version of it puts the platform out of reach; destroying one destroys the data.

locals {
  kms_key = one(google_kms_crypto_key.data[*].id)

  encrypting_agents = var.cmek ? merge(local.agents, {
    storage  = data.google_storage_project_service_account.this[0].member
    bigquery = data.google_bigquery_default_service_account.this[0].member
  }) : {}
}

data "google_storage_project_service_account" "this" {
  count = var.cmek ? 1 : 0

  project = var.project_id
}

data "google_bigquery_default_service_account" "this" {
  count = var.cmek ? 1 : 0

  project = var.project_id
}

resource "google_kms_key_ring" "tributary" {
  count = var.cmek ? 1 : 0

  project  = var.project_id
  name     = "tributary"
  location = var.region

  depends_on = [google_project_service.api]
}

resource "google_kms_crypto_key" "data" {
  count = var.cmek ? 1 : 0

  name                       = "data"
  key_ring                   = google_kms_key_ring.tributary[0].id
  labels                     = local.labels
  rotation_period            = "7776000s"
  destroy_scheduled_duration = "2592000s"

  lifecycle {
    prevent_destroy = true
  }
}

resource "google_kms_crypto_key_iam_member" "agent" {
  for_each = local.encrypting_agents

  crypto_key_id = google_kms_crypto_key.data[0].id
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = each.value
}
