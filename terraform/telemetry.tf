# Where metrics and traces go, in the words of OpenTelemetry. Every function sends its own.
locals {
  # Cloud Monitoring takes no metric without a region.
  telemetry = var.telemetry_endpoint == null ? {} : {
    OTEL_EXPORTER_OTLP_ENDPOINT = var.telemetry_endpoint
    OTEL_RESOURCE_ATTRIBUTES    = "cloud.platform=gcp_cloud_run,cloud.region=${var.region}"
    OTEL_TRACES_SAMPLER         = "traceidratio"
    OTEL_TRACES_SAMPLER_ARG     = tostring(var.telemetry_trace_share)
  }

  is_monitored    = var.telemetry_endpoint == "https://telemetry.googleapis.com"
  telemetry_roles = local.is_monitored ? ["roles/telemetry.metricsWriter", "roles/telemetry.tracesWriter"] : []

  # The metrics of shared/adapters/telemetry/meters.ts, under the names that the Telemetry API gives them.
  own_metrics = {
    for name, kind in {
      "tributary.events"         = "counter"
      "tributary.quarantined"    = "counter"
      "tributary.event.latency"  = "histogram"
      "tributary.backlog.age"    = "histogram"
      "tributary.stage.duration" = "histogram"
      "tributary.stage.events"   = "histogram"
    } : name => "metric.type=\"prometheus.googleapis.com/${name}/${kind}\" resource.type=\"prometheus_target\""
  }

  own_charts = !local.is_monitored ? [] : [
    {
      title  = "Arrivals, by what became of them"
      filter = local.own_metrics["tributary.events"]
      by     = "metric.label.outcome", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM"
    },
    {
      title  = "Rejected events, by rule"
      filter = local.own_metrics["tributary.quarantined"]
      by     = "metric.label.rule", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM"
    },
    {
      title  = "From receipt to profile, the slowest twentieth, by source (s)"
      filter = local.own_metrics["tributary.event.latency"]
      by     = "metric.label.source", aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_95"
    },
    {
      title  = "How long messages had waited, the oldest twentieth, by stage (s)"
      filter = local.own_metrics["tributary.backlog.age"]
      by     = "metric.label.stage", aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_95"
    },
    {
      title  = "Work on what is taken up at once, the slowest twentieth, by stage (s)"
      filter = local.own_metrics["tributary.stage.duration"]
      by     = "metric.label.stage", aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_95"
    },
    {
      title  = "Events taken up at once, median, by stage"
      filter = local.own_metrics["tributary.stage.events"]
      by     = "metric.label.stage", aligner = "ALIGN_DELTA", reducer = "REDUCE_PERCENTILE_50"
    },
  ]
}
