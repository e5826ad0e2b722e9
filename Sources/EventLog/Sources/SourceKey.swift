import ArchiveEvents
import Crypto
import Foundation

/// The key of table `sources`: scope (8) ‖ locator (≤ 128) ‖ digest key (16).
///
/// The scope is a keyed digest of what holds the message (kind, account,
/// folder or file), so that the log shows neither paths nor addresses. The
/// locator keeps the source's own order where it has one, so that an import
/// writes neighbouring pages: an mbox offset, an IMAP UID, a Maildir unique
/// name (given by the delivering system, not by a person). File names are
/// people's words and are digested. The digest key at the end makes "same
/// source, same bytes" one look-up, and "same source" a range.
struct SourceKey: Hashable {
  static let longestPlainName = 128

  let prefix: [UInt8]

  /// Nil for a sighting that names no source that could be met again.
  init?(_ sighting: Sighting, digestKey: DigestKey) {
    var scopes = SourceScopes()
    self.init(sighting, digestKey: digestKey, scopes: &scopes)
  }

  init?(_ sighting: Sighting, digestKey: DigestKey, scopes: inout SourceScopes) {
    var scope: [UInt8] = []
    func field(_ text: some Collection<UInt8>) {
      scope.append(bigEndian: UInt32(truncatingIfNeeded: text.count))
      scope.append(contentsOf: text)
    }
    field(sighting.account.utf8)
    let locator: [UInt8]
    switch sighting.source {
    case .file(let file):
      field("file".utf8)
      switch file.format {
      case .maildir:
        let path = file.path.utf8
        let slash = UInt8(ascii: "/")
        let separator = path.lastIndex(of: slash) ?? path.startIndex
        let name = path[separator...].drop { $0 == slash }
        // Flags after the colon change and a message moves from new to cur;
        // the unique name stays.
        let unique = Array(name.prefix { $0 != UInt8(ascii: ":") })
        let folder = path[..<separator]
        let mailbox = folder.lastIndex(of: slash).map { folder[..<$0] } ?? folder
        field(mailbox)
        locator = unique.count <= Self.longestPlainName ? unique : digestKey.digest(unique, count: 16)
      case .mbox, .smsBackup, .ndjson:
        field(file.path.utf8)
        var offset: [UInt8] = []
        offset.append(bigEndian: file.offset)
        locator = offset
      default:
        locator = digestKey.digest(Array(file.path.utf8), count: 16)
      }
    case .imap(let imap):
      field("imap".utf8)
      field(imap.server.utf8)
      field(imap.mailbox.utf8)
      var place: [UInt8] = []
      place.append(bigEndian: imap.uidValidity)
      place.append(bigEndian: imap.uid)
      locator = place
    case .webhook(let hook):
      field("webhook".utf8)
      field(hook.provider.utf8)
      locator = digestKey.digest(Array(hook.requestID.utf8), count: 16)
    case .smtp, .form, nil:
      return nil
    }
    prefix = scopes.digest(of: scope, with: digestKey) + locator
  }

  func bytes(with digest: LookupDigest) -> [UInt8] { prefix + digest.bytes }
}
