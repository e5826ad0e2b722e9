import ArchiveEvents
import EventLog
import Foundation
import SwiftProtobuf

/// Messages and other events of a specimen archive.
struct SpecimenMail {
  var random: SeededGenerator

  mutating func message(_ number: Int) -> EventDraft {
    draft(Array(text(number).utf8), path: "/mail/inbox/cur/\(1_700_000_000 + number).M1P1.mail:2,S")
  }

  /// The same bytes in an mbox, which makes a sighting of them.
  func copy(of message: EventDraft, offset: UInt64) -> EventDraft {
    guard case .bytes(let bytes) = message.content else { return message }
    return EventDraft(
      .emailCaptured(
        capture {
          $0.format = .mbox; $0.path = "/mail/all.mbox"; $0.offset = offset
        }), content: .bytes(bytes))
  }

  /// Does not compress, so that it takes several chunks.
  mutating func large(byteCount: Int) -> EventDraft {
    var bytes = Array("From: a@firma.example\r\nSubject: Plan\r\n\r\n".utf8)
    bytes.reserveCapacity(byteCount)
    while bytes.count < byteCount {
      withUnsafeBytes(of: random.next()) { bytes.append(contentsOf: $0) }
    }
    return draft(bytes, path: "/mail/inbox/cur/1800000000.M1P1.mail:2,")
  }

  func opaque(_ number: Int) -> EventDraft {
    EventDraft(
      .opaqueRecorded(
        .with {
          $0.name = "specimen"; $0.value.append(contentsOf: Array("\(number)".utf8))
        }))
  }

  mutating func note() -> EventDraft {
    let note = Evrak_Archive_V1_NoteRecorded.with {
      $0.author = "ayse"
      $0.text = "Spoke about the offer."
      $0.attachmentNames = ["sketch.txt"]
    }
    return EventDraft(.noteRecorded(note), attachments: [.bytes(Array("a sketch \(random.next())".utf8))])
  }

  private func draft(_ bytes: [UInt8], path: String) -> EventDraft {
    EventDraft(
      .emailCaptured(
        capture {
          $0.format = .maildir; $0.path = path
        }), content: .bytes(bytes))
  }

  private func capture(_ source: (inout FileSource) -> Void) -> EmailCaptured {
    .with {
      $0.sighting.account = "info@firma.example"
      $0.sighting.owner = "ayse"
      $0.sighting.folder = "inbox"
      source(&$0.sighting.file)
    }
  }

  private mutating func text(_ number: Int) -> String {
    var text = "From: Deniz <d\(number)@musteri.example>\r\nTo: info@firma.example\r\nSubject: Teklif \(number)\r\n"
    text += "Message-ID: <\(random.next())@musteri.example>\r\n\r\n"
    for _ in 0..<Int(random.next() % 12) { text += "Line \(random.next()) of a letter that says little.\r\n" }
    return text
  }
}
