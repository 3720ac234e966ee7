variable "platform" {
  description = "What the functions have in common. Ready says what a build needs besides: whoever reads the platform waits for it."
  type = object({
    project_id            = string
    region                = string
    labels                = map(string)
    kms_key               = string
    build_dir             = string
    source_bucket         = string
    repository            = string
    build_service_account = string
    topics                = map(string)
    roles                 = set(string)
    environment           = map(string)
    ready                 = list(string)
  })
}

variable "name" {
  description = "The function's name: its folder under functions/, and what it registers itself as."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,19}$", var.name))
    error_message = "Up to 20 lower-case letters, digits and hyphens: the service account's name is made of it."
  }
}

variable "description" {
  description = "What it does, in a sentence."
  type        = string
}

variable "size" {
  description = "CPUs, memory, requests at once per instance, and instances."
  type = object({
    cpu           = string
    memory        = string
    concurrency   = number
    min_instances = number
    max_instances = number
  })

  validation {
    condition     = var.size.concurrency == 1 || tonumber(var.size.cpu) >= 1
    error_message = "An instance of less than one CPU takes one request at a time."
  }

  validation {
    condition     = var.size.max_instances >= 1 && var.size.min_instances <= var.size.max_instances
    error_message = "Without max_instances there is no bound to what it may cost, and min_instances can't be more."
  }
}

variable "timeout_seconds" {
  description = "How long a request may take. Of a push, no longer than the subscription's ack deadline, after which it is delivered again."
  type        = number
  default     = 60

  validation {
    condition     = var.timeout_seconds >= 1 && var.timeout_seconds <= 3600
    error_message = "1 to 3600 seconds."
  }
}

variable "ingress" {
  description = "From where it can be reached. Pub/Sub and Cloud Scheduler of the project count as internal."
  type        = string
  default     = "ALLOW_INTERNAL_ONLY"
}

variable "environment" {
  description = "Environment variables of this function alone."
  type        = map(string)
  default     = {}
}

variable "secrets" {
  description = "Environment variable to secret."
  type        = map(string)
  default     = {}
}

variable "publishes" {
  description = "The topics that it publishes on."
  type        = set(string)
  default     = []
}

variable "roles" {
  description = "Roles on the project, where no smaller thing takes the grant."
  type        = set(string)
  default     = []
}

variable "invokers" {
  description = "Who may call it: IAM members by a name of their own."
  type        = map(string)
  default     = {}
}
