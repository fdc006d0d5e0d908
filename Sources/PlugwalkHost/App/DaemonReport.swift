/// What a daemon tells when it has started.
package struct DaemonReport: Sendable, Equatable {
    /// One source of the start: what it is and how it does.
    package struct Source: Sendable, Equatable {
        package var name: String
        package var state: String
        /// What a person should know or do; nil when all is well.
        package var message: String?
    }

    /// With the dataset to look at.
    package var url: String
    package var sources: [Source] = []
}
