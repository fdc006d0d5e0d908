internal import PlugwalkModel
internal import StrictJSON

extension JSONWriter {
    mutating func histogram(_ histogram: Histogram, watermark: Int64) {
        object { json in
            json.member("from", histogram.from.text)
            json.member("to", histogram.to.text)
            json.member("bucket_ms", histogram.bucketMs)
            json.member("buckets", histogram.buckets.indices) { json, index in
                json.bucket(histogram.buckets[index], at: histogram.start(of: index).text)
            }
            json.member("watermark", watermark)
        }
    }

    private mutating func bucket(_ bucket: Histogram.Bucket, at start: String) {
        object { json in
            json.member("ts", start)
            json.member("events", bucket.events)
            json.member("debug", bucket.debug)
            json.member("info", bucket.info)
            json.member("warn", bucket.warn)
            json.member("error", bucket.error)
        }
    }
}
