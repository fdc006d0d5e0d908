import Synchronization
import Testing
import Threading

@Suite struct BoundedQueueTests {
    @Test func `elements come out in the order they went in`() {
        let queue = BoundedQueue<Int>(maxCount: 100)
        for number in 0..<20 { #expect(queue.tryPush(number) == .pushed) }
        #expect(queue.pop() == 0)
        #expect(queue.pop(upTo: 5) == [1, 2, 3, 4, 5])
        #expect(queue.pop(upTo: 100) == Array(6..<20))
        #expect(queue.load == BoundedQueue.Load())
    }

    @Test(arguments: [
        // bounds (count, bytes), costs pushed, outcomes
        (2, 1_000, [1, 1, 1], [BoundedQueue<Int>.Push.pushed, .pushed, .full]),
        (9, 10, [6, 4, 1], [.pushed, .pushed, .full]),
        (9, 10, [6, 5, 4], [.pushed, .full, .pushed]),
        (9, 10, [11, 0, 1], [.pushed, .full, .full]),
        (9, 10, [1, 11, 9], [.pushed, .full, .pushed]),
        (9, .max, [.max, .max, 0], [.pushed, .full, .pushed]),
    ])
    func `an element fits within both bounds, or alone`(
        maxCount: Int, maxBytes: Int, costs: [Int], outcomes: [BoundedQueue<Int>.Push]
    ) {
        let queue = BoundedQueue<Int>(maxCount: maxCount, maxBytes: maxBytes)
        #expect(costs.map { queue.tryPush($0, bytes: $0) } == outcomes)
    }

    @Test func `a push that finds no room gives up after its timeout`() {
        let queue = BoundedQueue<Int>(maxCount: 1)
        #expect(queue.push(1) == .pushed)
        #expect(queue.push(2, timeout: .milliseconds(5)) == .full)
        #expect(queue.load.count == 1)
    }

    @Test func `a blocked push goes on when room is made`() throws {
        let queue = BoundedQueue<Int>(maxCount: 1)
        #expect(queue.push(1) == .pushed)
        let producer = Thread(name: "producer") { _ = queue.push(2) }
        try producer.start()
        #expect(queue.pop() == 1)
        #expect(queue.pop() == 2)
        producer.join()
    }

    @Test func `a pop that finds nothing gives up after its timeout`() {
        let queue = BoundedQueue<Int>(maxCount: 1)
        #expect(queue.pop(upTo: 8, timeout: .milliseconds(5)) == [])
    }

    @Test func `a closed queue refuses pushes and hands out what it holds`() {
        let queue = BoundedQueue<Int>(maxCount: 4)
        _ = queue.push(1)
        _ = queue.push(2)
        queue.close()
        #expect(queue.push(3) == .closed)
        #expect(queue.tryPush(3) == .closed)
        #expect(queue.pop() == 1)
        #expect(queue.pop(upTo: 9, timeout: .seconds(60)) == [2])
        #expect(queue.pop() == nil)
        #expect(queue.pop(upTo: 9, timeout: .seconds(60)) == nil)
    }

    @Test func `closing wakes a blocked push and a blocked pop`() throws {
        let (full, empty) = (BoundedQueue<Int>(maxCount: 1), BoundedQueue<Int>(maxCount: 1))
        _ = full.push(1)
        let outcome = Mutex<(BoundedQueue<Int>.Push?, Int?)>((nil, 7))
        let producer = Thread(name: "producer") { outcome.withLock { $0.0 = full.push(2) } }
        try producer.start()
        full.close()
        producer.join()
        let consumer = Thread(name: "consumer") { outcome.withLock { $0.1 = empty.pop() } }
        try consumer.start()
        empty.close()
        consumer.join()
        #expect(outcome.withLock { $0.0 } == .closed)
        #expect(outcome.withLock { $0.1 } == nil)
    }

    @Test(arguments: [UInt64(1), 2, 3])
    func `nothing is lost or duplicated between threads, and no bound is passed`(seed: UInt64) throws {
        let queue = BoundedQueue<Int>(maxCount: 7, maxBytes: 50)
        let (perProducer, producers) = (2_000, 3)
        let sums = Mutex((total: 0, count: 0))
        let consumers = (0..<2).map { number in
            Thread(name: "consumer-\(number)") {
                while let elements = queue.pop(upTo: 3) {
                    sums.withLock { $0 = ($0.total + elements.reduce(0, +), $0.count + elements.count) }
                }
            }
        }
        let feeders = (0..<producers).map { number in
            Thread(name: "producer-\(number)") {
                var random = seed &+ UInt64(number)
                for element in 0..<perProducer {
                    random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    _ = queue.push(element, bytes: Int(random >> 60) * 4)
                }
            }
        }
        for thread in consumers + feeders { try thread.start() }
        for thread in feeders {
            #expect(queue.load.count <= 7)
            #expect(queue.load.bytes <= 60, "seed \(seed)")
            thread.join()
        }
        queue.close()
        for thread in consumers { thread.join() }
        #expect(sums.withLock { $0.count } == producers * perProducer, "seed \(seed)")
        #expect(sums.withLock { $0.total } == producers * perProducer * (perProducer - 1) / 2, "seed \(seed)")
    }
}

@Suite struct RingTests {
    @Test(arguments: [UInt64(1), 2, 3, 4])
    func `a ring behaves as an array that loses its first element`(seed: UInt64) {
        var random = seed
        var ring = Ring<Int>()
        var model: [Int] = []
        for step in 0..<5_000 {
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            if random >> 62 == 0 || (random >> 61) & 1 == 0 && step < 2_500 {
                ring.append(step)
                model.append(step)
            } else {
                #expect(ring.popFirst() == (model.isEmpty ? nil : model.removeFirst()), "seed \(seed), step \(step)")
            }
            #expect(ring.count == model.count && ring.first == model.first, "seed \(seed), step \(step)")
        }
    }
}
