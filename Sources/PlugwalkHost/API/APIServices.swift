/// What the API tells about and works on.
package struct APIServices: Sendable {
    package var catalog: any DatasetCatalog
    package var health: any HealthSource
    package var metrics: any MetricsSource
    package var adapters: any AdapterControl
    package var settings: any SettingsControl
    /// Who may ask. Its `identify` belongs into the settings of a server on TCP.
    package var access: Access
    /// Nil when clients may not post events: then there is no such route.
    package var ingest: (any EventIngest)?

    package init(
        catalog: any DatasetCatalog, health: any HealthSource, metrics: any MetricsSource, adapters: any AdapterControl,
        settings: any SettingsControl, access: Access, ingest: (any EventIngest)? = nil
    ) {
        self.catalog = catalog
        self.health = health
        self.metrics = metrics
        self.adapters = adapters
        self.settings = settings
        self.access = access
        self.ingest = ingest
    }
}
