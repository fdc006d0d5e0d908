/// The version of the host, as `--version`, health and `daemon.json` tell it.
package let plugwalkVersion = "0.1.0"
