module "activate" {
  source = "./modules/function"
  count  = contains(keys(local.pushed), "activate") ? 1 : 0

  platform    = local.platform
  name        = "activate"
  description = "Sends to destinations what changes in audiences and profiles."
  # It waits for others' servers.
  size = merge(
    { cpu = "1", memory = "512Mi", concurrency = 80, min_instances = 0, max_instances = 20 },
    try(local.sizes.activate, {}),
  )
  timeout_seconds = local.pushed["activate"].ackDeadlineSeconds
  secrets         = try(local.secrets_of.activate, {})
  invokers        = local.pushed_by_pubsub
}
