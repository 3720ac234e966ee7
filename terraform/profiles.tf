module "profiles" {
  source = "./modules/function"

  platform    = local.platform
  name        = "profiles"
  description = "The read API: a profile by any of its identifiers."
  # It waits for one or two reads of Firestore.
  size = merge(
    { cpu = "1", memory = "512Mi", concurrency = 80, min_instances = 0, max_instances = 20 },
    try(local.sizes.profiles, {}),
  )
  ingress  = var.profiles_ingress
  secrets  = local.secrets_of.profiles
  roles    = ["roles/datastore.viewer"]
  invokers = { for member in var.profile_readers : member => member }
}
