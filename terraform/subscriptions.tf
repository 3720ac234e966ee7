# The identity that Pub/Sub shows to the functions it pushes to.
resource "google_service_account" "push" {
  project      = var.project_id
  account_id   = "tributary-push"
  display_name = "Tributary: Pub/Sub push"
  description  = "Signs the tokens of push requests; may call the functions that a subscription feeds, and nothing else."

  depends_on = [google_project_service.api]
}

resource "google_service_account_iam_member" "push_token" {
  service_account_id = google_service_account.push.name
  role               = "roles/iam.serviceAccountTokenCreator"
  member             = local.agents.pubsub
}

resource "google_pubsub_subscription" "subscription" {
  for_each = local.subscriptions

  project                    = var.project_id
  name                       = each.key
  topic                      = google_pubsub_topic.topic[each.value.topic].id
  ack_deadline_seconds       = each.value.ackDeadlineSeconds
  message_retention_duration = each.value.messageRetentionDuration
  labels                     = local.labels

  # Never: an idle subscription would be deleted after 31 days.
  expiration_policy {
    ttl = each.value.expirationPolicy.ttl == "never" ? "" : each.value.expirationPolicy.ttl
  }

  dynamic "retry_policy" {
    for_each = try([each.value.retryPolicy], [])
    content {
      minimum_backoff = retry_policy.value.minimumBackoff
      maximum_backoff = retry_policy.value.maximumBackoff
    }
  }

  dynamic "dead_letter_policy" {
    for_each = try([each.value.deadLetterPolicy], [])
    content {
      dead_letter_topic     = google_pubsub_topic.topic[dead_letter_policy.value.deadLetterTopic].id
      max_delivery_attempts = dead_letter_policy.value.maxDeliveryAttempts
    }
  }

  dynamic "push_config" {
    for_each = each.value.delivery == "push" ? [local.endpoints[local.fed[each.key]]] : []
    content {
      # The Functions Framework takes the topic's name from the end of the path.
      push_endpoint = "${push_config.value}/projects/${var.project_id}/topics/${each.value.topic}"
      attributes    = { x-goog-version = "v1" }

      oidc_token {
        service_account_email = google_service_account.push.email
        audience              = push_config.value
      }
    }
  }

  # Avro with metadata: a replay needs the attributes and the time of receipt, which text files leave out.
  dynamic "cloud_storage_config" {
    for_each = each.value.delivery == "storage" ? [each.value.topic] : []
    content {
      bucket                   = google_storage_bucket.archive.name
      filename_prefix          = "${cloud_storage_config.value}/"
      filename_suffix          = ".avro"
      filename_datetime_format = "YYYY-MM-DD/hh_mm_ssZ"
      max_duration             = "300s"
      max_bytes                = 104857600

      avro_config {
        write_metadata = true
      }
    }
  }

  depends_on = [
    google_pubsub_topic_iam_member.dead_letter,
    google_storage_bucket_iam_member.archive_writer,
    google_storage_bucket_iam_member.archive_reader,
    google_service_account_iam_member.push_token,
  ]
}

# A dead letter is moved by Pub/Sub itself, which publishes it on the one side and acknowledges it on the other.
resource "google_pubsub_topic_iam_member" "dead_letter" {
  for_each = local.dead_topics

  project = var.project_id
  topic   = google_pubsub_topic.topic[each.value].name
  role    = "roles/pubsub.publisher"
  member  = local.agents.pubsub
}

resource "google_pubsub_subscription_iam_member" "dead_letter" {
  for_each = local.consumed

  project      = var.project_id
  subscription = google_pubsub_subscription.subscription[each.key].name
  role         = "roles/pubsub.subscriber"
  member       = local.agents.pubsub
}
