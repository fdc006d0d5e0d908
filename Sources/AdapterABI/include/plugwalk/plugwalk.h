/* Plugwalk adapter ABI, version 1.0: everything an adapter includes.
 *
 * An adapter is one ELF shared object NAME.so that
 *   1. holds its manifest, one JSON object, in the ELF section ".plugwalk"      (manifest.h)
 *   2. exports one function, plugwalk_adapter_v1()                              (adapter.h)
 *
 * The host reads the manifest without executing the file, so that a file in the plugins folder is listed before anybody
 * trusts it. When it is selected, the host loads it in a process of its own, calls create() and run(), and the adapter
 * pushes batches of events with host->emit() until it is asked to stop.
 *
 * The smallest adapter is about sixty lines of C; examples/adapter-c/ in the source tree is one, built and run by the tests.
 */
#ifndef PLUGWALK_PLUGWALK_H
#define PLUGWALK_PLUGWALK_H

#include "plugwalk/types.h"
#include "plugwalk/limits.h"
#include "plugwalk/manifest.h"
#include "plugwalk/event.h"
#include "plugwalk/batch.h"
#include "plugwalk/health.h"
#include "plugwalk/host.h"
#include "plugwalk/adapter.h"

#endif
