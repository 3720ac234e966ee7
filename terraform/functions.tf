# What the functions have in common; each is in the file of its name.

locals {
  platform = {
    project_id            = var.project_id
    region                = var.region
    labels                = local.labels
    kms_key               = local.kms_key
    build_dir             = coalesce(var.build_dir, "${path.module}/../dist")
    source_bucket         = google_storage_bucket.source.name
    repository            = google_artifact_registry_repository.functions.id
    build_service_account = google_service_account.build.id
    topics                = { for name, topic in google_pubsub_topic.topic : name => topic.name }
    ready = [
      google_storage_bucket_iam_member.build_source.id,
      google_artifact_registry_repository_iam_member.build_images.id,
      google_project_iam_member.build_logs.id,
    ]
    roles       = local.telemetry_roles
    environment = merge({ GOOGLE_CLOUD_PROJECT = var.project_id }, local.telemetry, var.environment_variables)
  }

  # What is on its way through an instance that commits is young for the collector of garbage, which copies it less often where there is room for all of it.
  committing = merge({ NODE_OPTIONS = "--max-semi-space-size=64" }, var.environment_variables)

  # Only what is given: the rest is in each function's file.
  sizes = {
    for function, size in var.sizes : function => { for key, value in size : key => value if value != null }
  }

  # Every function that there may be: those of HTTP and of the schedule, and those that a subscription of either way of deployment feeds.
  function_names = distinct(concat(["collect", "export", "profiles"], [
    for subscription in local.topology.subscriptions : try(subscription.function, subscription.name)
    if subscription.delivery == "push"
  ]))

  # By function, the secrets it sees: environment variable to secret.
  secrets_of = {
    for function in local.function_names : function => {
      for name, functions in var.secrets : name => google_secret_manager_secret.secret[name].secret_id
      if contains(functions, function) || contains(functions, "*")
    }
  }

  pushed_by_pubsub = { push = google_service_account.push.member }

  deployed = concat(
    [module.collect, module.export, module.profiles],
    module.pipeline, module.validate, module.enrich, module.merge, module.sweep, module.activate,
  )
  endpoints = { for function in local.deployed : function.name => function.uri }
}

# Builds run as an account of their own, not as the project's default one, which may edit everything.
resource "google_service_account" "build" {
  project      = var.project_id
  account_id   = "tributary-build"
  display_name = "Tributary: builds of functions"
  description  = "Turns the functions' source into container images."

  depends_on = [google_project_service.api]
}

resource "google_project_iam_member" "build_logs" {
  project = var.project_id
  role    = "roles/logging.logWriter"
  member  = google_service_account.build.member
}

resource "google_artifact_registry_repository_iam_member" "build_images" {
  project    = var.project_id
  location   = var.region
  repository = google_artifact_registry_repository.functions.name
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.build.member
}

resource "google_storage_bucket_iam_member" "build_source" {
  bucket = google_storage_bucket.source.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.build.member
}

resource "google_artifact_registry_repository" "functions" {
  project       = var.project_id
  location      = var.region
  repository_id = "tributary-functions"
  description   = "Images of the functions."
  format        = "DOCKER"
  labels        = local.labels
  kms_key_name  = local.kms_key

  cleanup_policies {
    id     = "keep-for-a-rollback"
    action = "KEEP"
    most_recent_versions {
      keep_count = 10
    }
  }

  cleanup_policies {
    id     = "delete-older"
    action = "DELETE"
    condition {
      older_than = "2592000s"
    }
  }

  depends_on = [google_project_service.api, google_kms_crypto_key_iam_member.agent]
}
