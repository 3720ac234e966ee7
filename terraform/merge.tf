module "merge" {
  source = "./modules/function"
  count  = contains(values(local.fed), "merge") ? 1 : 0

  platform    = local.platform
  name        = "merge"
  description = "Joins events into profiles."
  # Its concurrent requests are committed together: one instance that is busy writes less than two that are not.
  size = merge(
    { cpu = "1", memory = "1Gi", concurrency = 80, min_instances = 1, max_instances = 100 },
    try(local.sizes.merge, {}),
  )
  environment = local.committing
  secrets     = local.secrets_of.merge
  publishes   = ["events-quarantined", "outcomes", "profile-changes", "audience-changes"]
  roles       = ["roles/datastore.user"]
  invokers    = local.pushed_by_pubsub
}
