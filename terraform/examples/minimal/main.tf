# The smallest deployment: everything in one region, at rest next to nothing to pay, no alerts by mail.
#   npm run build && cd terraform/examples/minimal && terraform init && terraform apply -var project_id=PROJECT

terraform {
  required_version = ">= 1.9"

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
  region  = "us-central1"
}

variable "project_id" {
  description = "The Google Cloud project."
  type        = string
}

module "tributary" {
  source = "../.."

  project_id          = var.project_id
  environment         = "trial"
  deletion_protection = false

  # Nothing is kept warm: the first event after a quiet time waits for a start of some seconds.
  sizes = {
    collect  = { min_instances = 0, max_instances = 5 }
    pipeline = { min_instances = 0, max_instances = 5 }
  }
}

output "collect_url" {
  description = "Where SDKs send events."
  value       = module.tributary.collect_url
}

output "environment" {
  description = "What cdp --backend gcp reads from the environment."
  value       = module.tributary.environment
}
