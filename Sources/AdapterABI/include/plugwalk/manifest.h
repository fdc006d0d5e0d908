/* The manifest: one JSON object in the ELF section ".plugwalk", at most PW_MAX_MANIFEST bytes.
 *
 * It is data: the host reads it from the file before any of the adapter's code runs, and compares it with the bytes of
 * pw_adapter.manifest when the file is loaded; if they differ the file is refused ("manifest-mismatch").
 *
 *   {
 *     "id": "com.example.acme",            reverse DNS, unique among the files of the plugins folders          required
 *     "name": "acme",                      what a person types after --source: [a-z0-9-], 2 to 40 characters   required
 *     "short": "ac",                       prefix of ids (run_ac_..., ses_ac_...): [a-z], 2 to 8               required
 *     "source": "acme",                    the value of `source` in its events: [a-z0-9._-], 1 to 40. Two
 *                                          adapters may share `short` only when they share `source`            required
 *     "version": "1.0.0",                  the adapter's own version                                           required
 *     "abi": {"major": 1, "minor_needed": 0},                                                                  required
 *     "kinds": [{"kind": "acme.job", "schema_version": 1}],
 *                                          every value that pw_event.kind takes; ["*"] when the source's
 *                                          names are open. An event of an undeclared kind is quarantined       required
 *     "description": "Jobs of the Acme runner",
 *     "config_schema": {...},              JSON Schema 2020-12 of the configuration; `writeOnly` marks secrets. A default
 *                                          may name ${home} and ${plugwalk}, the person's and the host's folder
 *     "checkpoint_version": 1,             format of the checkpoints; a newer adapter reads older ones or
 *                                          answers PW_E_CHECKPOINT
 *     "delivery": "replayable",            "replayable": it can read again from a checkpoint. "live": it cannot
 *     "max_silence_ms": 30000,             longer without any host call: the instance is shown as stalled
 *     "stop_grace_ms": 5000,               time between the request to stop and the kill; at most 30000
 *     "memory_mb": 256,                    address space the worker may use beyond its own
 *     "capabilities": {                    what it touches, shown before it is selected:
 *       "read": ["${home}/.acme"], "write": [], "connect": [], "listen": [], "exec": false, "env": ["ACME_HOME"]
 *     },
 *     "license": "MIT", "homepage": "https://example.com/acme"
 *   }
 *
 * To embed manifest.json with a compiler that knows #embed (C23, clang 19 or gcc 15):
 *
 *   PW_MANIFEST_SECTION static const char manifest[] = {
 *   #embed "manifest.json"
 *   };
 *
 * With an older compiler a string literal does: PW_MANIFEST_SECTION static const char manifest[] = "{...}";
 * The host ignores NUL bytes at the section's end.
 */
#ifndef PLUGWALK_MANIFEST_H
#define PLUGWALK_MANIFEST_H

#define PW_MANIFEST_SECTION __attribute__((section(".plugwalk"), used))

#endif
