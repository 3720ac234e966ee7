data "google_project" "this" {
  project_id = var.project_id
}

locals {
  # The topology that the emulators are set up with, too: names and policies are written there, once.
  topology = jsondecode(file("${path.module}/../emulator-config/topology.json"))

  subscriptions = {
    for subscription in local.topology.subscriptions : subscription.name => subscription
    if try(subscription.stages, var.stages) == var.stages
  }

  # Without those that belong to the other way of deployment alone.
  mentioned = { for set, subscriptions in { any = local.topology.subscriptions, here = values(local.subscriptions) } :
    set => flatten([for subscription in subscriptions : concat([subscription.topic], try([subscription.deadLetterPolicy.deadLetterTopic], []))])
  }
  topics = toset([
    for topic in local.topology.topics : topic.name
    if contains(local.mentioned.here, topic.name) || !contains(local.mentioned.any, topic.name)
  ])

  pushed = { for name, subscription in local.subscriptions : name => subscription if subscription.delivery == "push" }
  # A subscription feeds the function of its name, or the one that it names.
  fed         = { for name, subscription in local.pushed : name => try(subscription.function, name) }
  stored      = { for name, subscription in local.subscriptions : name => subscription if subscription.delivery == "storage" }
  consumed    = { for name, subscription in local.subscriptions : name => subscription if subscription.delivery != "pull" }
  dead_topics = toset([for subscription in values(local.consumed) : subscription.deadLetterPolicy.deadLetterTopic])
  dead        = { for name, subscription in local.subscriptions : name => subscription if contains(local.dead_topics, subscription.topic) }

  # Those between an accepted event and its profile.
  stage_names = [for name, subscription in local.pushed : name if can(subscription.stages)]

  firestore_location = coalesce(var.firestore_location, var.region)
  bigquery_location  = coalesce(var.bigquery_location, var.region)

  labels = merge(
    { application = "tributary", environment = var.environment, managed_by = "terraform" },
    var.labels,
  )

  # Google's own identities in this project, each of which gets no more than its part.
  agents = {
    for name, domain in {
      pubsub    = "gcp-sa-pubsub"
      firestore = "gcp-sa-firestore"
      secrets   = "gcp-sa-secretmanager"
      functions = "gcf-admin-robot"
      run       = "serverless-robot-prod"
      artifacts = "gcp-sa-artifactregistry"
    } : name => "serviceAccount:service-${data.google_project.this.number}@${domain}.iam.gserviceaccount.com"
  }
}
