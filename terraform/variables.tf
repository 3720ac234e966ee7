# Where.

variable "project_id" {
  description = "The Google Cloud project. It has to exist, with a billing account; one project holds one deployment."
  type        = string

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{4,28}[a-z0-9]$", var.project_id))
    error_message = "A project id has 6 to 30 lower-case letters, digits and hyphens, such as \"shop-cdp-production\"; it is neither the project's name nor its number."
  }
}

variable "region" {
  description = "The region of functions, the archive, schedules and keys, such as \"us-central1\" or \"europe-west1\"."
  type        = string
  default     = "us-central1"

  validation {
    condition     = can(regex("^[a-z]+-[a-z]+[0-9]$", var.region))
    error_message = "Give a region such as \"us-central1\", not a zone such as \"us-central1-a\" nor a multi-region such as \"US\"."
  }
}

variable "firestore_location" {
  description = "Where profiles are kept: a region, or \"nam5\" or \"eur3\". It can never be changed. The region where absent."
  type        = string
  default     = null

  validation {
    condition     = var.firestore_location == null || can(regex("^([a-z]+-[a-z]+[0-9]+|nam[57]|eur3)$", var.firestore_location))
    error_message = "Give a region such as \"us-central1\", or one of \"nam5\", \"nam7\" and \"eur3\"."
  }
}

variable "bigquery_location" {
  description = "Where the warehouse is, and with it the bucket that exports are staged in: a region, or \"US\" or \"EU\". The region where absent."
  type        = string
  default     = null

  validation {
    condition     = var.bigquery_location == null || can(regex("^([a-z]+-[a-z]+[0-9]+|US|EU)$", var.bigquery_location))
    error_message = "Give a region such as \"us-central1\", or \"US\" or \"EU\"."
  }
}

variable "message_regions" {
  description = "The regions that Pub/Sub may keep messages in; anywhere where empty."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for region in var.message_regions : can(regex("^[a-z]+-[a-z]+[0-9]+$", region))])
    error_message = "Give regions such as \"europe-west1\"."
  }
}

# What.

variable "stages" {
  description = "\"composed\": validate, enrich and merge are one function, with a third of the hops. \"separate\": one function, and one replay point, for each."
  type        = string
  default     = "composed"

  validation {
    condition     = contains(["composed", "separate"], var.stages)
    error_message = "Either \"composed\" or \"separate\"."
  }
}

variable "build_dir" {
  description = "The folder that npm run build has made. That of the checkout where absent."
  type        = string
  default     = null
}

variable "sizes" {
  description = "By function, what differs from the size in its file: CPUs, memory such as \"1Gi\", requests at once per instance, and instances. Functions that commit use up to 192 MiB for young objects: with less than 1Gi, lower NODE_OPTIONS in environment_variables."
  type = map(object({
    cpu           = optional(string)
    memory        = optional(string)
    concurrency   = optional(number)
    min_instances = optional(number)
    max_instances = optional(number)
  }))
  default = {}

  validation {
    condition     = alltrue([for size in values(var.sizes) : size.concurrency == null ? true : size.concurrency >= 1 && size.concurrency <= 1000])
    error_message = "An instance takes 1 to 1000 requests at once."
  }

  validation {
    condition     = alltrue([for size in values(var.sizes) : size.memory == null ? true : can(regex("^[0-9]+(Mi|Gi)$", size.memory))])
    error_message = "Memory is given like \"512Mi\" or \"2Gi\"."
  }

  validation {
    condition     = alltrue([for size in values(var.sizes) : size.min_instances == null || size.max_instances == null ? true : size.min_instances <= size.max_instances])
    error_message = "min_instances is more than max_instances."
  }
}

variable "secrets" {
  description = "By environment variable that the configuration reads with env(), the functions that get it, or \"*\" for every one. Each is a secret of the same name, in lower case and with hyphens, whose value is added by hand."
  type        = map(set(string))
  # A configuration that hashes personal values needs CDP_PII_PEPPER = ["*"] besides: whoever looks somebody up hashes as well.
  default = { WEB_WRITE_KEY = ["collect"] }

  validation {
    condition     = alltrue([for name in keys(var.secrets) : can(regex("^[A-Z][A-Z0-9_]*$", name))])
    error_message = "An environment variable has capital letters, digits and underscores, such as WEB_WRITE_KEY."
  }

  validation {
    condition     = alltrue([for function in flatten([for functions in values(var.secrets) : tolist(functions)]) : function == "*" || contains(local.function_names, function)])
    error_message = "A secret is for functions by their names, such as \"collect\", or for \"*\"."
  }
}

variable "environment_variables" {
  description = "Further environment variables of every function, such as limits; secrets belong under secrets."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for name in keys(var.environment_variables) : can(regex("^[A-Z][A-Z0-9_]*$", name))])
    error_message = "Names of capital letters, digits and underscores, such as \"CDP_LOG_RATE\"."
  }
}

variable "profile_readers" {
  description = "Who may call the read API, as IAM members such as \"serviceAccount:site@shop.iam.gserviceaccount.com\"."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for member in var.profile_readers : can(regex("^(user|group|serviceAccount|domain|principal|principalSet):", member))])
    error_message = "Profiles are personal data: name users, groups, service accounts or domains, each with its prefix."
  }
}

variable "profiles_ingress" {
  description = "From where the read API can be reached: ALLOW_INTERNAL_ONLY, ALLOW_INTERNAL_AND_GCLB or ALLOW_ALL. IAM asks for a token in any case."
  type        = string
  default     = "ALLOW_INTERNAL_ONLY"

  validation {
    condition     = contains(["ALLOW_INTERNAL_ONLY", "ALLOW_INTERNAL_AND_GCLB", "ALLOW_ALL"], var.profiles_ingress)
    error_message = "One of ALLOW_INTERNAL_ONLY, ALLOW_INTERNAL_AND_GCLB and ALLOW_ALL."
  }
}

variable "dataset" {
  description = "The BigQuery dataset of the warehouse."
  type        = string
  default     = "tributary"

  validation {
    condition     = can(regex("^[A-Za-z0-9_]{1,1024}$", var.dataset))
    error_message = "A dataset's name has letters, digits and underscores."
  }
}

variable "export_schedule" {
  description = "When profiles are exported, in cron's words. A snapshot replaces that of the same day."
  type        = string
  default     = "0 * * * *"

  validation {
    condition     = can(regex("^(\\S+ ){4}\\S+$", var.export_schedule))
    error_message = "Five fields, such as \"0 * * * *\" for every hour."
  }
}

variable "audience_schedules" {
  description = "When the audiences are exported that have a schedule of their own (exports.audiences of cdp.config.ts): by table, in cron's words, UTC."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for schedule in values(var.audience_schedules) : can(regex("^(\\S+ ){4}\\S+$", schedule))])
    error_message = "Five fields each, such as \"0 6 * * *\" for six in the morning."
  }
}

variable "time_zone" {
  description = "That of export_schedule. A snapshot's day is UTC's."
  type        = string
  default     = "Etc/UTC"

  validation {
    condition     = can(regex("^([A-Z][A-Za-z_]+(/[A-Z][A-Za-z0-9_+-]+)+|UTC)$", var.time_zone))
    error_message = "A name of the time zone database, such as \"Europe/Berlin\"."
  }
}

# For how long.

variable "event_retention_days" {
  description = "For how long the topic events keeps what is acknowledged: how far back a subscription can be set after a loss."
  type        = number
  default     = 7

  validation {
    condition     = var.event_retention_days >= 1 && var.event_retention_days <= 31
    error_message = "Pub/Sub keeps messages for 1 to 31 days."
  }
}

variable "archive_retention_days" {
  description = "For how long the archive keeps every message."
  type        = number
  default     = 400

  validation {
    condition     = var.archive_retention_days >= var.event_retention_days
    error_message = "The archive has to reach further back than the topic."
  }
}

variable "snapshot_retention_days" {
  description = "For how long the warehouse keeps the snapshot of a day."
  type        = number
  default     = 90

  validation {
    condition     = var.snapshot_retention_days >= 2
    error_message = "Yesterday's snapshot has to stay while today's is made."
  }
}

variable "backup_retention_days" {
  description = "For how long a daily backup of Firestore is kept. An erased person is in it until then."
  type        = number
  default     = 14

  validation {
    condition     = var.backup_retention_days >= 1 && var.backup_retention_days <= 98
    error_message = "Firestore keeps backups for 1 to 98 days."
  }
}

variable "deletion_protection" {
  description = "Whether profiles, the warehouse and the archive are kept from terraform destroy."
  type        = bool
  default     = true
}

# Who hears of it, and what it may cost.

variable "alert_emails" {
  description = "Who gets the alerts by mail."
  type        = set(string)
  default     = []

  validation {
    condition     = alltrue([for address in var.alert_emails : can(regex("^[^@\\s]+@[^@\\s]+$", address))])
    error_message = "Give mail addresses."
  }
}

variable "notification_channels" {
  description = "Further notification channels of Cloud Monitoring, such as a pager, as projects/PROJECT/notificationChannels/ID."
  type        = list(string)
  default     = []

  validation {
    condition     = alltrue([for channel in var.notification_channels : can(regex("^projects/[^/]+/notificationChannels/[^/]+$", channel))])
    error_message = "Give channels as projects/PROJECT/notificationChannels/ID: gcloud beta monitoring channels list prints them."
  }
}

variable "objectives" {
  description = "What the SLOs promise: profiles are fresh within so many seconds, a backlog is never older than so many; the share of minutes, messages or requests in which that holds; and after how many hours without an export somebody hears of it."
  type = object({
    freshness_seconds   = optional(number, 60)
    freshness_goal      = optional(number, 0.99)
    backlog_seconds     = optional(number, 600)
    backlog_goal        = optional(number, 0.999)
    acceptance_goal     = optional(number, 0.99)
    availability_goal   = optional(number, 0.999)
    rolling_period_days = optional(number, 28)
    export_hours        = optional(number, 6)
  })
  default = {}

  validation {
    condition     = alltrue([for goal in [var.objectives.freshness_goal, var.objectives.backlog_goal, var.objectives.acceptance_goal, var.objectives.availability_goal] : goal > 0 && goal < 1])
    error_message = "A goal is a share between 0 and 1, such as 0.999; with 1 there would be no error budget."
  }

  validation {
    condition     = var.objectives.freshness_seconds >= 60
    error_message = "Pub/Sub measures the age of its oldest message once a minute."
  }

  validation {
    condition     = var.objectives.export_hours >= 1 && var.objectives.export_hours <= 23
    error_message = "Cloud Monitoring notices that something is absent after 1 to 23 hours."
  }
}

variable "billing_account" {
  description = "The billing account that the budget is set on, such as \"012345-678901-ABCDEF\". No budget where absent."
  type        = string
  default     = null

  validation {
    condition     = var.billing_account == null || can(regex("^[0-9A-F]{6}-[0-9A-F]{6}-[0-9A-F]{6}$", var.billing_account))
    error_message = "A billing account is three groups of six hexadecimal digits: gcloud billing accounts list prints them."
  }
}

variable "monthly_budget" {
  description = "What the project may cost a month, in the billing account's currency: its owners hear of 50, 90 and 100 % of it, and of a forecast beyond it. npm run deploy:plan estimates it."
  type        = number
  default     = 100

  validation {
    condition     = var.monthly_budget >= 1 && floor(var.monthly_budget) == var.monthly_budget
    error_message = "A whole amount of 1 or more."
  }
}

variable "labels" {
  description = "Further labels of everything that takes labels."
  type        = map(string)
  default     = {}

  validation {
    condition     = alltrue([for key, value in var.labels : can(regex("^[a-z][a-z0-9_-]{0,62}$", key)) && can(regex("^[a-z0-9_-]{0,63}$", value))])
    error_message = "Labels have lower-case letters, digits, hyphens and underscores."
  }
}

variable "environment" {
  description = "A label that tells deployments apart, such as \"production\" or \"staging\"."
  type        = string
  default     = "production"

  validation {
    condition     = can(regex("^[a-z0-9_-]{1,63}$", var.environment))
    error_message = "Lower-case letters, digits, hyphens and underscores."
  }
}

variable "cmek" {
  description = "Whether everything at rest is encrypted with a key of this project, in one region. It can't be changed for what exists."
  type        = bool
  default     = false

  validation {
    condition = !var.cmek || (
      coalesce(var.firestore_location, var.region) == var.region && coalesce(var.bigquery_location, var.region) == var.region
    )
    error_message = "A key encrypts in its own region: leave out firestore_location and bigquery_location, or set them to the region."
  }
}

variable "telemetry_endpoint" {
  description = "Where the functions send their metrics and traces, by OTLP over HTTP: \"https://telemetry.googleapis.com\" for Cloud Monitoring and Cloud Trace, or a collector's address. Nowhere where absent."
  type        = string
  default     = null

  validation {
    condition     = var.telemetry_endpoint == null || can(regex("^https?://[^/\\s]+$", var.telemetry_endpoint))
    error_message = "Give scheme and host alone, such as \"https://telemetry.googleapis.com\": each signal has a path of its own there."
  }
}

variable "telemetry_trace_share" {
  description = "The part of the traces that is sent, decided by a trace's id: the same ones at every stage. Metrics count all."
  type        = number
  default     = 0.01

  validation {
    condition     = var.telemetry_trace_share >= 0 && var.telemetry_trace_share <= 1
    error_message = "A share between 0 and 1."
  }
}

variable "request_log_share" {
  description = "The part of the successful requests whose log entry is kept. Kept all, at a thousand events a second they cost more than the work; failures are kept in any case, and metrics count all."
  type        = number
  default     = 0.01

  validation {
    condition     = var.request_log_share >= 0 && var.request_log_share <= 1
    error_message = "A share between 0 and 1."
  }
}
