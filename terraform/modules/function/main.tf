# One function: its identity and what that may do, its source, and itself.

resource "google_service_account" "function" {
  project      = var.platform.project_id
  account_id   = "tributary-${var.name}"
  display_name = "Tributary: ${var.name}"
  description  = var.description
}

resource "google_pubsub_topic_iam_member" "publishes" {
  for_each = var.publishes

  project = var.platform.project_id
  topic   = var.platform.topics[each.value]
  role    = "roles/pubsub.publisher"
  member  = google_service_account.function.member
}

resource "google_project_iam_member" "role" {
  for_each = setunion(var.roles, var.platform.roles)

  project = var.platform.project_id
  role    = each.value
  member  = google_service_account.function.member
}

resource "google_secret_manager_secret_iam_member" "reads" {
  for_each = var.secrets

  project   = var.platform.project_id
  secret_id = each.value
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.function.member
}

data "archive_file" "source" {
  type        = "zip"
  source_dir  = "${var.platform.build_dir}/${var.name}"
  output_path = "${var.platform.build_dir}/${var.name}.zip"
  # The same build gives the same file, whoever's machine it was made on.
  output_file_mode = "0644"
}

resource "google_storage_bucket_object" "source" {
  name   = "${var.name}/${data.archive_file.source.output_sha256}.zip"
  bucket = var.platform.source_bucket
  source = data.archive_file.source.output_path
}

resource "google_cloudfunctions2_function" "function" {
  project      = var.platform.project_id
  location     = var.platform.region
  name         = var.name
  description  = var.description
  labels       = var.platform.labels
  kms_key_name = var.platform.kms_key

  build_config {
    runtime           = "nodejs22"
    entry_point       = var.name
    service_account   = var.platform.build_service_account
    docker_repository = var.platform.repository

    source {
      storage_source {
        bucket = google_storage_bucket_object.source.bucket
        object = google_storage_bucket_object.source.name
      }
    }

    automatic_update_policy {}
  }

  service_config {
    service_account_email            = google_service_account.function.email
    available_cpu                    = var.size.cpu
    available_memory                 = var.size.memory
    max_instance_request_concurrency = var.size.concurrency
    min_instance_count               = var.size.min_instances
    max_instance_count               = var.size.max_instances
    timeout_seconds                  = var.timeout_seconds
    ingress_settings                 = var.ingress
    all_traffic_on_latest_revision   = true
    environment_variables            = merge(var.platform.environment, var.environment)

    dynamic "secret_environment_variables" {
      for_each = var.secrets
      content {
        key        = secret_environment_variables.key
        project_id = var.platform.project_id
        secret     = secret_environment_variables.value
        # Read when an instance starts: docs/operations.md, "Key rotation".
        version = "latest"
      }
    }
  }

  depends_on = [
    google_secret_manager_secret_iam_member.reads,
    google_pubsub_topic_iam_member.publishes,
    google_project_iam_member.role,
  ]
}

resource "google_cloud_run_service_iam_member" "invoker" {
  for_each = var.invokers

  project  = var.platform.project_id
  location = var.platform.region
  service  = google_cloudfunctions2_function.function.name
  role     = "roles/run.invoker"
  member   = each.value
}
