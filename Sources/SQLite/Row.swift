import CSQLite

/// One row of a result, lent to the closure that reads it.
///
/// Columns are counted from 0. Reading converts as SQLite does (<https://www.sqlite.org/c3ref/column_blob.html>): a
/// `NULL` reads as 0 or as nothing, so use the optional forms for columns that may hold one.
package struct Row: ~Copyable {
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer) {
        self.handle = handle
    }

    package var columnCount: Int { Int(sqlite3_data_count(handle)) }

    package func isNull(_ column: Int32) -> Bool {
        sqlite3_column_type(handle, column) == SQLITE_NULL
    }

    package func int64(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    package func int(_ column: Int32) -> Int {
        Int(int64(column))
    }

    package func double(_ column: Int32) -> Double {
        sqlite3_column_double(handle, column)
    }

    package func bool(_ column: Int32) -> Bool {
        int64(column) != 0
    }

    /// The text, with what is no UTF-8 replaced by U+FFFD.
    package func text(_ column: Int32) -> String {
        String(decoding: utf8(column), as: UTF8.self)
    }

    /// The text's bytes in SQLite's memory: valid until the body returns or the column is read as another type.
    package func utf8(_ column: Int32) -> UnsafeRawBufferPointer {
        // The order matters: the text call may convert, and only then is the length that of the text.
        let start = sqlite3_column_text(handle, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    /// The blob's bytes in SQLite's memory: valid until the body returns or the column is read as another type.
    package func blob(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }
}

extension Row {
    package func optionalInt64(_ column: Int32) -> Int64? {
        isNull(column) ? nil : int64(column)
    }

    package func optionalInt(_ column: Int32) -> Int? {
        isNull(column) ? nil : int(column)
    }

    package func optionalDouble(_ column: Int32) -> Double? {
        isNull(column) ? nil : double(column)
    }

    package func optionalText(_ column: Int32) -> String? {
        isNull(column) ? nil : text(column)
    }
}
