variable "project_id" {
  description = "The Google Cloud project."
  type        = string
}

variable "region" {
  description = "The region of everything."
  type        = string
  default     = "europe-west1"
}

variable "billing_account" {
  description = "The billing account that the budget is set on."
  type        = string
}

variable "monthly_budget" {
  description = "What the project may cost a month, in the billing account's currency."
  type        = number
}

variable "alert_emails" {
  description = "Who gets the alerts."
  type        = set(string)
}

variable "profile_readers" {
  description = "Who may call the read API, as IAM members."
  type        = set(string)
  default     = []
}
