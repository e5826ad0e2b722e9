import ArchiveEvents
import Crypto
import EventLog
import Foundation

/// The record of a fax's transmission: what its item's original is. The document alone would not do, since one document
/// goes to many, and comes back signed.
enum FaxTransmission {
  /// JSON (RFC 8259) with its members in the order of their names, the same for the same transmission: direction, time in
  /// microseconds, ends, subject, text, the document's name, size and SHA-256, and the line that stated them.
  ///
  /// - Throws: where the document can't be read.
  static func record(
    _ fax: FaxCaptured, document: ContentInput, line: [UInt8], path: String
  ) throws(IntakeError) -> [UInt8] {
    var hash = SHA256()
    var size = 0
    do {
      switch document {
      case .bytes(let bytes):
        hash.update(data: bytes)
        size = bytes.count
      case .stream(let stream):
        try stream.forEachChunk { chunk in
          hash.update(bufferPointer: chunk)
          size += chunk.count
        }
      }
      var members: [String: Any] = [
        "channel": "fax", "time_us": fax.transmittedAtUs, "account": fax.sighting.account, "subject": fax.subject,
        "text": fax.text, "to": ([fax.to] + fax.furtherTo).map(participant), "from": participant(fax.from),
        "document": [
          "name": fax.documentName, "type": fax.mediaType, "size": size,
          "sha256": Hexadecimal.encode(Array(hash.finalize())),
        ] as [String: Any],
      ]
      members["direction"] = ["", "inbound", "outbound", "internal"][max(0, min(3, fax.direction.rawValue))]
      // The line as the source wrote it; a record that was typed has none.
      if !line.isEmpty { members["record"] = String(decoding: line, as: UTF8.self) }
      return Array(
        try JSONSerialization.data(withJSONObject: members, options: [.sortedKeys, .withoutEscapingSlashes]))
    } catch {
      throw (error as? IntakeError)
        ?? IntakeError(code: .unreadable, path: path, reason: "the document can't be read: \(error)")
    }
  }

  private static func participant(_ phone: PhoneParticipant) -> [String: String] {
    ["number": phone.e164.isEmpty ? phone.number : phone.e164, "name": phone.name]
  }
}
