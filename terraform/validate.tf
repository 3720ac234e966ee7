module "validate" {
  source = "./modules/function"
  count  = contains(values(local.fed), "validate") ? 1 : 0

  platform    = local.platform
  name        = "validate"
  description = "Judges events; what is rejected is quarantined."
  # Pure work on the CPU between two hops.
  size = merge(
    { cpu = "1", memory = "512Mi", concurrency = 40, min_instances = 0, max_instances = 100 },
    try(local.sizes.validate, {}),
  )
  secrets   = local.secrets_of.validate
  publishes = ["events-validated", "events-quarantined", "outcomes"]
  invokers  = local.pushed_by_pubsub
}
