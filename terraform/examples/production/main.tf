# A deployment to rely on: its data in one region of the EU under a key of its own, alerts to people, a budget, warm instances.
#   cp terraform.tfvars.example terraform.tfvars, and npm run deploy:plan says the rest.

terraform {
  required_version = ">= 1.9"

  # The state holds no secret values, but whoever has it can plan: keep it in a bucket with versions.
  backend "gcs" {
    prefix = "tributary"
  }

  required_providers {
    google = {
      source  = "hashicorp/google"
      version = "~> 6.50"
    }
    archive = {
      source  = "hashicorp/archive"
      version = "~> 2.7"
    }
  }
}

provider "google" {
  project = var.project_id
  region  = var.region
  # Budgets are asked for on behalf of a project.
  user_project_override = true
  billing_project       = var.project_id
}

module "tributary" {
  source = "../.."

  project_id      = var.project_id
  region          = var.region
  message_regions = [var.region]
  cmek            = true

  billing_account = var.billing_account
  monthly_budget  = var.monthly_budget
  alert_emails    = var.alert_emails

  # Metrics and traces of the platform itself, beside those of Google's services.
  telemetry_endpoint = "https://telemetry.googleapis.com"

  profile_readers = var.profile_readers

  secrets = {
    WEB_WRITE_KEY = ["collect"]
  }

  sizes = {
    collect  = { min_instances = 2 }
    pipeline = { min_instances = 2, memory = "2Gi" }
    profiles = { min_instances = 1 }
  }

  objectives = {
    availability_goal = 0.9995
  }

  labels = {
    team = "data"
  }
}

output "collect_url" {
  description = "Where SDKs send events."
  value       = module.tributary.collect_url
}

output "profiles_url" {
  description = "The read API."
  value       = module.tributary.profiles_url
}

output "environment" {
  description = "What cdp --backend gcp reads from the environment."
  value       = module.tributary.environment
}

output "secrets_to_fill" {
  description = "The secrets that need a value."
  value       = module.tributary.secrets_to_fill
}
