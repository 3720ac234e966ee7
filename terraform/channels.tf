resource "google_monitoring_notification_channel" "email" {
  for_each = var.alert_emails

  project      = var.project_id
  display_name = "Tributary: ${each.value}"
  type         = "email"
  user_labels  = local.labels
  labels       = { email_address = each.value }

  depends_on = [google_project_service.api]
}

locals {
  channels = concat(
    [for channel in google_monitoring_notification_channel.email : channel.id],
    var.notification_channels,
  )
}
