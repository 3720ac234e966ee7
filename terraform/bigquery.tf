locals {
  # The tables that the exports fill, as the code describes them.
  tables = {
    for name in fileset("${path.module}/../schemas/warehouse", "*.json") :
    trimsuffix(name, ".json") => jsondecode(file("${path.module}/../schemas/warehouse/${name}"))
  }
}

resource "google_bigquery_dataset" "warehouse" {
  project                    = var.project_id
  dataset_id                 = var.dataset
  friendly_name              = "Tributary"
  description                = "Snapshots of the profiles, events, and what became of them."
  location                   = local.bigquery_location
  labels                     = local.labels
  delete_contents_on_destroy = !var.deletion_protection
  # Erased people are gone from the time travel as early as BigQuery allows.
  max_time_travel_hours = 48

  dynamic "default_encryption_configuration" {
    for_each = local.kms_key == null ? [] : [local.kms_key]
    content {
      kms_key_name = default_encryption_configuration.value
    }
  }

  depends_on = [google_project_service.api, google_kms_crypto_key_iam_member.agent]
}

resource "google_bigquery_table" "table" {
  for_each = local.tables

  project             = var.project_id
  dataset_id          = google_bigquery_dataset.warehouse.dataset_id
  table_id            = each.key
  description         = each.value.description
  labels              = local.labels
  clustering          = each.value.cluster
  deletion_protection = var.deletion_protection
  schema              = jsonencode(each.value.columns)

  dynamic "time_partitioning" {
    for_each = try([each.value.partition], [])
    content {
      type  = "DAY"
      field = time_partitioning.value
      # Events and outcomes are history; of snapshots there is a new one every day.
      expiration_ms = time_partitioning.value == "snapshot_date" ? var.snapshot_retention_days * 86400000 : null
    }
  }

  # A load adds the columns that are new.
  lifecycle {
    ignore_changes = [schema]
  }
}
