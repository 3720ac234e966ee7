# The one public function: browsers and the SDKs of Segment have no Google identity. It authenticates by write key.
module "collect" {
  source = "./modules/function"

  platform    = local.platform
  name        = "collect"
  description = "Takes events over HTTP, as Segment's API does, and publishes them."
  # It waits for Pub/Sub and little else; one instance is kept warm, for a visitor's browser does not wait.
  size = merge(
    { cpu = "1", memory = "512Mi", concurrency = 200, min_instances = 1, max_instances = 100 },
    try(local.sizes.collect, {}),
  )
  ingress   = "ALLOW_ALL"
  secrets   = local.secrets_of.collect
  publishes = ["events"]
  invokers  = { everybody = "allUsers" }
}
