module "enrich" {
  source = "./modules/function"
  count  = contains(values(local.fed), "enrich") ? 1 : 0

  platform    = local.platform
  name        = "enrich"
  description = "Adds to events what follows from them."
  # Pure work on the CPU between two hops; the databases of places are held in memory.
  size = merge(
    { cpu = "1", memory = "1Gi", concurrency = 40, min_instances = 0, max_instances = 100 },
    try(local.sizes.enrich, {}),
  )
  secrets   = local.secrets_of.enrich
  publishes = ["events-enriched", "events-quarantined", "outcomes"]
  # Lookup tables are documents.
  roles    = ["roles/datastore.viewer"]
  invokers = local.pushed_by_pubsub
}
