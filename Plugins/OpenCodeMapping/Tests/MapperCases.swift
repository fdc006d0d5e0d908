/// All cases, by what they are about. The id of each record says `source@1795443354958`.
enum MapperCases {
    static let all = session + message + part + call + permission + rest + dropped

    static let noise = "dropped: no news of the work"
}
