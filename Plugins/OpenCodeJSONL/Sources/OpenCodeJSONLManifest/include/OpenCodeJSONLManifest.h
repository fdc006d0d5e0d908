/* The manifest of the plugin as bytes of the file, for its table. */
#ifndef OPENCODE_JSONL_MANIFEST_H
#define OPENCODE_JSONL_MANIFEST_H

#include "plugwalk/types.h"

/* The same bytes as the ELF section ".plugwalk". They live for ever. */
pw_str opencode_jsonl_manifest(void);

#endif
