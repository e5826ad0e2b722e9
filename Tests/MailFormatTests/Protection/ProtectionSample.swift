import Foundation

@testable import MailFormat

/// Messages made by OpenSSL 3.0 (`openssl cms`, `openssl smime`) and GnuPG 2.2 with keys thrown away since.
enum ProtectionSample: String, CaseIterable {
  case authenveloped, certificates, detached, encrypted, opaque, twice
  /// Signed without a MIME header: `openssl cms -sign -nodetach` of a plain file.
  case opaquePlain = "opaque-plain"
  /// `-stream` of more than 4 KiB: indefinite lengths and two octet strings; labelled application/octet-stream.
  case opaquePieces = "opaque-pieces"
  case opaqueSMIME = "opaque-smime"
  case opaqueStreamed = "opaque-streamed"
  case openPGPCleartext = "openpgp-cleartext"
  case openPGPDetached = "openpgp-detached"
  case openPGPEncrypted = "openpgp-encrypted"
  case openPGPInlineCompressed = "openpgp-inline-compressed"
  case openPGPInlineEncrypted = "openpgp-inline-encrypted"
  case openPGPInlineSigned = "openpgp-inline-signed"

  var bytes: [UInt8] {
    get throws {
      let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Samples")
      return [UInt8](try Data(contentsOf: folder.appending(path: rawValue + ".eml")))
    }
  }

  var message: MailMessage { get throws { MailMessage(try bytes) } }
}
