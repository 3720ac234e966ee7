locals {
  charts = [
    {
      title  = "Messages accepted, by topic"
      filter = "metric.type=\"pubsub.googleapis.com/topic/send_message_operation_count\" resource.type=\"pubsub_topic\""
      by     = "resource.label.topic_id", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM"
    },
    {
      title  = "Age of the oldest message, by subscription (s)"
      filter = "metric.type=\"pubsub.googleapis.com/subscription/oldest_unacked_message_age\" resource.type=\"pubsub_subscription\""
      by     = "resource.label.subscription_id", aligner = "ALIGN_MAX", reducer = "REDUCE_MAX"
    },
    {
      title  = "Messages waiting, by subscription"
      filter = "metric.type=\"pubsub.googleapis.com/subscription/num_undelivered_messages\" resource.type=\"pubsub_subscription\""
      by     = "resource.label.subscription_id", aligner = "ALIGN_MAX", reducer = "REDUCE_SUM"
    },
    {
      title  = "Pushes, by answer"
      filter = "metric.type=\"pubsub.googleapis.com/subscription/push_request_count\" resource.type=\"pubsub_subscription\""
      by     = "metric.label.response_class", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM"
    },
    {
      title  = "Requests, by function"
      filter = "metric.type=\"run.googleapis.com/request_count\" resource.type=\"cloud_run_revision\""
      by     = "resource.label.service_name", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM"
    },
    {
      title  = "Latency of the slowest hundredth, by function (ms)"
      filter = "metric.type=\"run.googleapis.com/request_latencies\" resource.type=\"cloud_run_revision\""
      by     = "resource.label.service_name", aligner = "ALIGN_PERCENTILE_99", reducer = "REDUCE_MAX"
    },
    {
      title  = "Instances, by function"
      filter = "metric.type=\"run.googleapis.com/container/instance_count\" resource.type=\"cloud_run_revision\""
      by     = "resource.label.service_name", aligner = "ALIGN_MAX", reducer = "REDUCE_SUM"
    },
    {
      title  = "Memory in use, by function (share)"
      filter = "metric.type=\"run.googleapis.com/container/memory/utilizations\" resource.type=\"cloud_run_revision\""
      by     = "resource.label.service_name", aligner = "ALIGN_PERCENTILE_99", reducer = "REDUCE_MAX"
    },
    {
      title  = "Firestore requests, by answer"
      filter = "metric.type=\"firestore.googleapis.com/api/request_count\" resource.type=\"firestore.googleapis.com/Database\""
      by     = "metric.label.response_code", aligner = "ALIGN_RATE", reducer = "REDUCE_SUM"
    },
    {
      title  = "Exports"
      filter = "metric.type=\"logging.googleapis.com/user/${google_logging_metric.exports.name}\" resource.type=\"cloud_run_revision\""
      by     = "resource.label.service_name", aligner = "ALIGN_DELTA", reducer = "REDUCE_SUM"
    },
  ]
}

resource "google_monitoring_dashboard" "tributary" {
  project = var.project_id

  dashboard_json = jsonencode({
    displayName = "Tributary"
    labels      = { for key, value in local.labels : key => value }
    mosaicLayout = {
      columns = 12
      tiles = [
        for index, chart in concat(local.charts, local.own_charts) : {
          xPos   = (index % 2) * 6
          yPos   = floor(index / 2) * 4
          width  = 6
          height = 4
          widget = {
            title = chart.title
            xyChart = {
              dataSets = [{
                plotType = "LINE"
                timeSeriesQuery = {
                  timeSeriesFilter = {
                    filter = chart.filter
                    aggregation = {
                      alignmentPeriod    = "60s"
                      perSeriesAligner   = chart.aligner
                      crossSeriesReducer = chart.reducer
                      groupByFields      = [chart.by]
                    }
                  }
                }
              }]
            }
          }
        }
      ]
    }
  })

  depends_on = [google_project_service.api]
}
