resource "google_pubsub_topic" "topic" {
  for_each = local.topics

  project      = var.project_id
  name         = each.key
  labels       = local.labels
  kms_key_name = local.kms_key

  # What is acknowledged can be delivered again after a loss: docs/operations.md, "Restore after a loss".
  message_retention_duration = each.key == "events" ? "${var.event_retention_days * 86400}s" : null

  dynamic "message_storage_policy" {
    for_each = length(var.message_regions) > 0 ? [var.message_regions] : []
    content {
      allowed_persistence_regions = message_storage_policy.value
    }
  }

  depends_on = [google_project_service.api, google_kms_crypto_key_iam_member.agent]
}
