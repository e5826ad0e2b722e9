import Foundation
import Testing

@testable import Extraction

/// Files of the corpora, cut short and with bytes changed: an outcome every time, never a crash.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["EVRAK_CORPORA"] != nil,
    "EVRAK_CORPORA does not name the folder of the corpora"),
  .serialized)
struct DamageTests {
  private let folder = (ProcessInfo.processInfo.environment["EVRAK_CORPORA"] ?? "") + "/attachments"

  private func files() throws -> [(name: String, bytes: [UInt8])] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter { !$0.hasSuffix(".pst") }.map {
      ($0, [UInt8](try Data(contentsOf: URL(filePath: "\(folder)/\($0)"))))
    }
  }

  @Test func cutFilesHaveAnOutcome() throws {
    var configuration = ExtractionConfiguration()
    configuration.limits.maximumRecognisedPages = 0
    let extractor = Extractor(configuration: configuration)
    for (name, bytes) in try files() {
      for part in [1, 10, 30, 60, 90, 99] {
        let cut = Array(bytes.prefix(bytes.count * part / 100))
        let outcome = extractor.extract(ExtractionRequest(bytes: cut, mediaType: "", name: name))
        if let text = outcome.text { #expect(!text.text.isEmpty) }
        if let reason = outcome.reason, reason.code.isOfTheMachine {
          Issue.record("\(name) cut to \(part) %: \(reason)")
        }
      }
    }
  }

  /// What is read in this process, without children, many times over.
  @Test func changedBytesHarmNothing() throws {
    var random = SplitMix(seed: 7)
    let limits = ExtractionLimits()
    for (_, bytes) in try files() where bytes.count < 100_000 {
      for _ in 0..<60 {
        var changed = bytes
        for _ in 0..<Int(random.next() % 12 + 1) {
          changed[Int(random.next() % UInt64(changed.count))] =
            [0, 0xFF, 0x80, UInt8(truncatingIfNeeded: random.next())]
            .randomElement(using: &random) ?? 0
        }
        _ = Signature.of(changed, ExtractionRequest(bytes: [], mediaType: ""))
        _ = try? ZipDirectory(changed, limits: limits)
        if let file = try? CompoundFile(changed) { for entry in file.entries { _ = file.content(of: entry) } }
      }
    }
  }
}
