# Cloud Run writes an entry for every request. One of a hundred tells as much of those that went well.
resource "google_logging_project_exclusion" "requests" {
  count = var.request_log_share < 1 ? 1 : 0

  project     = var.project_id
  name        = "tributary-successful-requests"
  description = "Most log entries of requests to the functions that went well."
  filter = join(" AND ", [
    "log_id(\"run.googleapis.com/requests\")",
    "resource.labels.service_name=(${join(" OR ", [for function in local.deployed : "\"${function.name}\""])})",
    "httpRequest.status<400",
    "sample(insertId, ${1 - var.request_log_share})",
  ])

  depends_on = [google_project_service.api]
}
