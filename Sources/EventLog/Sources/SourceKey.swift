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
  init?(_ sighting: Sighting, digestKey: SymmetricKey) {
    var scope: [UInt8] = []
    func field(_ text: String) {
      scope.append(bigEndian: UInt32(truncatingIfNeeded: text.utf8.count))
      scope.append(contentsOf: text.utf8)
    }
    field(sighting.account)
    let locator: [UInt8]
    switch sighting.source {
    case .file(let file):
      field("file")
      switch file.format {
      case .maildir:
        let separator = file.path.lastIndex(of: "/") ?? file.path.startIndex
        let name = file.path[separator...].drop { $0 == "/" }
        // Flags after the colon change and a message moves from new to cur;
        // the unique name stays.
        let unique = name.prefix { $0 != ":" }
        let folder = file.path[..<separator]
        let mailbox = folder.lastIndex(of: "/").map { folder[..<$0] } ?? folder
        field(String(mailbox))
        locator =
          unique.utf8.count <= Self.longestPlainName
          ? Array(unique.utf8) : Self.digest(Array(unique.utf8), digestKey, count: 16)
      case .mbox:
        field(file.path)
        var offset: [UInt8] = []
        offset.append(bigEndian: file.offset)
        locator = offset
      default:
        locator = Self.digest(Array(file.path.utf8), digestKey, count: 16)
      }
    case .imap(let imap):
      field("imap")
      field(imap.server)
      field(imap.mailbox)
      var place: [UInt8] = []
      place.append(bigEndian: imap.uidValidity)
      place.append(bigEndian: imap.uid)
      locator = place
    case .webhook(let hook):
      field("webhook")
      field(hook.provider)
      locator = Self.digest(Array(hook.requestID.utf8), digestKey, count: 16)
    case .smtp, .form, nil:
      return nil
    }
    prefix = Self.digest(scope, digestKey, count: 8) + locator
  }

  func bytes(with digest: LookupDigest) -> [UInt8] { prefix + digest.bytes }

  private static func digest(_ bytes: [UInt8], _ key: SymmetricKey, count: Int) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: bytes, using: key).prefix(count))
  }
}

/// Finds identical content again: the first 16 bytes of
/// HMAC-SHA-256(digest key, SHA-256(original)). Keyed, so that the log does not
/// tell an outsider whether a message that he holds is in it; over the digest,
/// so that the original is hashed once.
struct LookupDigest: Hashable {
  static let byteCount = 16
  let bytes: [UInt8]

  /// `original` is the SHA-256 of the original bytes.
  init(_ original: some DataProtocol, digestKey: SymmetricKey) {
    bytes = Array(HMAC<SHA256>.authenticationCode(for: original, using: digestKey).prefix(Self.byteCount))
  }

  init(_ original: SHA256.Digest, digestKey: SymmetricKey) {
    self.init(original.withUnsafeBytes { Array($0) }, digestKey: digestKey)
  }
}
