# The secrets, without their values: those would be in Terraform's state. They are added once, by hand, and functions that see one can't be
# deployed before:
#   printf %s "$VALUE" | gcloud secrets versions add web-write-key --data-file=-
# The value of a write key is the hash that cdp key create prints: the key itself is refused by a deployed function.
resource "google_secret_manager_secret" "secret" {
  for_each = var.secrets

  project   = var.project_id
  secret_id = replace(lower(each.key), "_", "-")
  labels    = local.labels

  replication {
    user_managed {
      replicas {
        location = var.region

        dynamic "customer_managed_encryption" {
          for_each = local.kms_key == null ? [] : [local.kms_key]
          content {
            kms_key_name = customer_managed_encryption.value
          }
        }
      }
    }
  }

  depends_on = [google_project_service.api, google_kms_crypto_key_iam_member.agent]
}
