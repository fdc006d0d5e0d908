/// A value that a statement takes for a parameter.
package protocol Bindable {
    func bind(to bindings: inout Bindings, at place: Bindings.Place)
}

extension Int64: Bindable {
    package func bind(to bindings: inout Bindings, at place: Bindings.Place) { bindings.bind(self, at: place) }
}

extension Int: Bindable {
    package func bind(to bindings: inout Bindings, at place: Bindings.Place) { bindings.bind(self, at: place) }
}

extension Double: Bindable {
    package func bind(to bindings: inout Bindings, at place: Bindings.Place) { bindings.bind(self, at: place) }
}

extension Bool: Bindable {
    package func bind(to bindings: inout Bindings, at place: Bindings.Place) { bindings.bind(self, at: place) }
}

extension String: Bindable {
    package func bind(to bindings: inout Bindings, at place: Bindings.Place) { bindings.bind(self, at: place) }
}

extension [UInt8]: Bindable {
    package func bind(to bindings: inout Bindings, at place: Bindings.Place) { bindings.bind(self, at: place) }
}

/// `nil` is `NULL`.
extension Optional: Bindable where Wrapped: Bindable {
    package func bind(to bindings: inout Bindings, at place: Bindings.Place) { bindings.bind(self, at: place) }
}

extension Bindings {
    /// Binds the value, or `NULL` if there is none.
    package mutating func bind<Value: Bindable>(_ value: Value?, at place: Place = .next) {
        if let value { value.bind(to: &self, at: place) } else { bindNull(at: place) }
    }
}
