import Foundation
import Testing

@testable import Intake

/// The files that records name.
@Suite struct RecordFilesTests {
  private static let start = #"{"time":"2025-03-01T09:30:00Z","direction":"inbound","from":"+905325550110","#

  private func line(_ file: String) throws -> String {
    let name = String(decoding: try JSONEncoder().encode(file), as: UTF8.self)
    return "\(Self.start)\"media\":[{\"file\":\(name)}]}\n"
  }

  @Test(arguments: ["media/a.jpg", "./media/a.jpg", "media//a.jpg", "a b ş.txt", "media/link.jpg", "here/a.jpg"])
  func inside(file: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("in/media/a.jpg", "picture")
    try folder.write("in/a b ş.txt", "picture")
    try folder.link("in/media/link.jpg", to: "a.jpg")
    try folder.link("in/here", to: "media")
    let path = try folder.write("in/r.ndjson", try line(file))
    let record = try ScannedRecords([path]).only()
    #expect(record.files.map(\.name) == [file.split(separator: "/").last.map(String.init)])
    #expect(try record.files.first?.bytes() == Array("picture".utf8))
  }

  /// No path leads out of the folder of the record: what lies there is not the sender's to name.
  @Test(arguments: [
    ("../secret", "must be a path inside"), ("media/../../secret", "must be a path inside"),
    ("/etc/hostname", "must be a path inside"), ("", "must be a path inside"), ("media/..", "must be a path inside"),
    ("a\u{0}b", "must be a path inside"), ("out/secret", "leads out of the folder"),
    ("direct", "leads out of the folder"),
    ("twin/secret", "leads out of the folder"),
    ("missing.jpg", "nothing is there"), ("media", "not a regular file"), ("empty", "is an empty file"),
    ("circle", "cannot be read"), (".", "cannot be read"),
  ])
  func refused(file: String, reason: String) throws {
    let folder = try TemporaryFolder()
    try folder.write("secret", "secret")
    // Its name begins like the folder's.
    try folder.write("in-twin/secret", "secret")
    try folder.makeFolder("in/media")
    try folder.write("in/empty", "")
    try folder.link("in/out", to: "..")
    try folder.link("in/twin", to: "../in-twin")
    try folder.link("in/direct", to: folder.path + "/secret")
    try folder.link("in/circle", to: "circle")
    let before = "\(Self.start)\"text\":\"before\"}\n"
    let path = try folder.write("in/r.ndjson", before + (try line(file)) + "\(Self.start)\"text\":\"after\"}\n")
    let result = try ScannedRecords([path])
    #expect(result.found.map(\.text) == ["before", "after"])
    #expect(try result.reason().contains(reason), "\(result.failed)")
    #expect(result.failed.first?.offset == UInt64(before.utf8.count))
  }

  @Test func pathsAreRelativeToTheFileWhateverTheCurrentFolder() throws {
    let folder = try TemporaryFolder()
    try folder.write("deep/er/a.jpg", "x")
    try folder.write("deep/er/r.ndjson", try line("a.jpg"))
    let record = try ScannedRecords([folder.path]).only()
    #expect(record.path == folder.path + "/deep/er/r.ndjson")
    #expect(record.files.count == 1)
  }

  @Test func largeFilesAreStreamed() throws {
    let folder = try TemporaryFolder()
    var limits = RecordReadLimits.default
    limits.reading.inMemory = 10
    limits.reading.chunk = 4
    try folder.write("small", "0123456789")
    try folder.write("large", "0123456789A")
    let path = try folder.write("r.ndjson", try line("small") + line("large"))
    let result = try ScannedRecords([path], limits: limits)
    #expect(result.failed.isEmpty)
    let bodies = result.found.flatMap(\.files).map(\.body)
    guard case .bytes(Array("0123456789".utf8)) = bodies.first else { return #expect(Bool(false), "\(bodies)") }
    guard case .stream(let stream) = bodies.last else { return #expect(Bool(false), "\(bodies)") }
    #expect(stream.count == 11)
    var pieces: [Int] = []
    try stream.forEachChunk { pieces.append($0.count) }
    #expect(pieces == [4, 4, 3])
  }
}
