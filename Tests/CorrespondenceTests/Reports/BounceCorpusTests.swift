import Correspondence
import Foundation
import MailFormat
import Testing

/// `bounces/` and `mail/` of the corpora.
@Suite(
  "Reports of sixty mail systems, and mail that is none",
  .enabled(
    if: ProcessInfo.processInfo.environment["EVRAK_CORPORA"] != nil,
    "EVRAK_CORPORA does not name the folder of the corpora"))
struct BounceCorpusTests {
  private let corpora = URL(fileURLWithPath: ProcessInfo.processInfo.environment["EVRAK_CORPORA"] ?? "")

  /// The half that the rules were developed on, and the half that was looked at last.
  private enum Half: String, CaseIterable {
    case first, second

    init(_ name: String) {
      let hash = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
      self = (hash >> 7) % 2 == 0 ? .first : .second
    }
  }

  private struct Score {
    var rows = 0.0, recipients = 0.0, classes = 0.0, reasons = 0.0
  }

  @Test("recipients, hardness, status class and reason are as people judged them")
  func expectations() throws {
    let folder = corpora.appending(path: "bounces")
    let table = try String(contentsOf: folder.appending(path: "expected.tsv"), encoding: .utf8)
    var scores: [Half: Score] = [:]
    for row in table.split(separator: "\n").dropFirst() {
      let column = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard column.count == 6 else { continue }
      let data = try Data(contentsOf: folder.appending(path: column[0]))
      let found = Classification.of(MailMessage([UInt8](data))).recipients
      let first = found.first
      var score = scores[Half(column[0]), default: Score()]
      score.rows += 1
      if found.count == 1, (first?.isHard ?? false) == (column[5] == "1") { score.recipients += 1 }
      if (first?.status ?? "").prefix(1) == column[2].prefix(1) { score.classes += 1 }
      if first?.reason?.rawValue == column[4] { score.reasons += 1 }
      scores[Half(column[0])] = score
    }
    var all = Score()
    for half in Half.allCases {
      let score = scores[half, default: Score()]
      all.rows += score.rows
      all.recipients += score.recipients
      all.classes += score.classes
      all.reasons += score.reasons
      print("bounces, \(half.rawValue) half:", percentages(score))
    }
    print("bounces, all:", percentages(all))
    #expect(all.rows == 272)
    #expect(all.recipients / all.rows >= 0.97)
    #expect(all.classes / all.rows >= 0.95)
    #expect(all.reasons / all.rows >= 0.90)
  }

  private func percentages(_ score: Score) -> String {
    func percent(_ part: Double) -> String { String(format: "%.1f %%", 100 * part / max(1, score.rows)) }
    return "\(Int(score.rows)) rows, recipient and hardness \(percent(score.recipients)), "
      + "class \(percent(score.classes)), reason \(percent(score.reasons))"
  }

  /// The four that are reports were read by hand: a filter's refusal, a delay and an unknown user that lists passed on,
  /// and a vacation program's answer.
  @Test("of 2,500 messages of people none is taken for a report")
  func ham() throws {
    let folder = corpora.appending(path: "mail/easy-ham/cur")
    let more = corpora.appending(path: "mail/easy-ham/new")
    var hits: [String] = []
    var count = 0
    for place in [folder, more] {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? [] {
        count += 1
        let data = try Data(contentsOf: place.appending(path: name))
        if Classification.of(MailMessage([UInt8](data))).kind != .message { hits.append(String(name.prefix(5))) }
      }
    }
    #expect(count >= 2_500)
    #expect(hits.sorted() == ["00033", "01436", "01507", "01542"])
  }
}
