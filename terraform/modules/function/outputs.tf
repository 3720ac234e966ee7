output "name" {
  description = "The function's name."
  value       = var.name
}

output "uri" {
  description = "Where it is called."
  value       = google_cloudfunctions2_function.function.service_config[0].uri
}

output "member" {
  description = "Its service account, as an IAM member."
  value       = google_service_account.function.member
}
