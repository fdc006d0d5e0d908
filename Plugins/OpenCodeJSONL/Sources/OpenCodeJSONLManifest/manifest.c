#include "OpenCodeJSONLManifest.h"
#include "plugwalk/manifest.h"

PW_MANIFEST_SECTION static const char manifest[] = {
#embed "../../manifest.json"
};

pw_str opencode_jsonl_manifest(void) { return (pw_str){manifest, sizeof manifest}; }
