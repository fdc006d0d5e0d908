public import AdapterABI
import AdapterKit
import OpenCodeJSONLAdapter
import OpenCodeJSONLManifest

/// Made once, before anything reads it, and never changed. C pointers are not `Sendable` by themselves.
private nonisolated(unsafe) let table = AdapterTable.make(OpenCodeJSONL.self, manifest: opencode_jsonl_manifest())

/// The one symbol of the `.so`. Called by the host once it has loaded the file; never fails.
@c @implementation
public func plugwalk_adapter_v1() -> UnsafePointer<pw_adapter>! {
    table
}
