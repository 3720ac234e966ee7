module "activate" {
  source = "./modules/function"
  count  = contains(values(local.fed), "activate") ? 1 : 0

  platform    = local.platform
  name        = "activate"
  description = "Sends to destinations what changes in audiences and profiles."
  # It waits for others' servers.
  size = merge(
    { cpu = "1", memory = "512Mi", concurrency = 80, min_instances = 0, max_instances = 20 },
    try(local.sizes.activate, {}),
  )
  # The rate of each destination is shared by as many instances as there may be.
  environment = { CDP_INSTANCES = tostring(try(local.sizes.activate.max_instances, 20)) }
  secrets     = local.secrets_of.activate
  publishes   = ["deliveries", "deliver-dead-letter"]
  roles       = ["roles/datastore.user"]
  invokers    = local.pushed_by_pubsub
}
