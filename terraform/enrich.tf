module "enrich" {
  source = "./modules/function"
  count  = contains(keys(local.pushed), "enrich") ? 1 : 0

  platform    = local.platform
  name        = "enrich"
  description = "Adds to events what follows from them."
  # Pure work on the CPU between two hops; the databases of places are held in memory.
  size = merge(
    { cpu = "1", memory = "1Gi", concurrency = 40, min_instances = 0, max_instances = 100 },
    try(local.sizes.enrich, {}),
  )
  secrets   = try(local.secrets_of.enrich, {})
  publishes = ["events-enriched", "events-quarantined", "outcomes"]
  invokers  = local.pushed_by_pubsub
}
