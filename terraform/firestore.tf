locals {
  # The indexes, exemptions and times to live that the emulators' configuration names, too.
  firestore = jsondecode(file("${path.module}/../emulator-config/firestore.indexes.json"))

  composite_indexes = {
    for index in local.firestore.indexes :
    join(" ", concat([index.collectionGroup], [for field in index.fields : field.fieldPath])) => index
  }
  field_overrides = {
    for override in local.firestore.fieldOverrides : "${override.collectionGroup} ${override.fieldPath}" => override
  }
}

resource "google_firestore_database" "profiles" {
  project                           = var.project_id
  name                              = "(default)"
  location_id                       = local.firestore_location
  type                              = "FIRESTORE_NATIVE"
  point_in_time_recovery_enablement = "POINT_IN_TIME_RECOVERY_ENABLED"
  delete_protection_state           = var.deletion_protection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  deletion_policy                   = var.deletion_protection ? "ABANDON" : "DELETE"

  dynamic "cmek_config" {
    for_each = local.kms_key == null ? [] : [local.kms_key]
    content {
      kms_key_name = cmek_config.value
    }
  }

  depends_on = [google_project_service.api, google_kms_crypto_key_iam_member.agent]
}

resource "google_firestore_backup_schedule" "daily" {
  project   = var.project_id
  database  = google_firestore_database.profiles.name
  retention = "${var.backup_retention_days * 86400}s"

  daily_recurrence {}
}

resource "google_firestore_index" "index" {
  for_each = local.composite_indexes

  project     = var.project_id
  database    = google_firestore_database.profiles.name
  collection  = each.value.collectionGroup
  query_scope = each.value.queryScope

  dynamic "fields" {
    for_each = each.value.fields
    content {
      field_path   = fields.value.fieldPath
      order        = try(fields.value.order, null)
      array_config = try(fields.value.arrayConfig, null)
    }
  }
}

# A field without indexes costs a write nothing, and one that only grows would hold writes to 500 a second.
resource "google_firestore_field" "field" {
  for_each = local.field_overrides

  project    = var.project_id
  database   = google_firestore_database.profiles.name
  collection = each.value.collectionGroup
  field      = each.value.fieldPath

  index_config {
    dynamic "indexes" {
      for_each = each.value.indexes
      content {
        order        = try(indexes.value.order, null)
        array_config = try(indexes.value.arrayConfig, null)
        query_scope  = try(indexes.value.queryScope, "COLLECTION")
      }
    }
  }

  dynamic "ttl_config" {
    for_each = try(each.value.ttl, false) ? [true] : []
    content {}
  }
}

# Servers alone read and write, by IAM; the rules refuse everybody else.
resource "google_firebaserules_ruleset" "deny" {
  project = var.project_id

  source {
    files {
      name    = "firestore.rules"
      content = file("${path.module}/../emulator-config/firestore.rules")
    }
  }

  depends_on = [google_firestore_database.profiles]
}

resource "google_firebaserules_release" "deny" {
  project      = var.project_id
  name         = "cloud.firestore"
  ruleset_name = "projects/${var.project_id}/rulesets/${google_firebaserules_ruleset.deny.name}"

  lifecycle {
    replace_triggered_by = [google_firebaserules_ruleset.deny]
  }
}
