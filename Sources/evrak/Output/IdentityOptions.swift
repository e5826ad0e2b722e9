import ArchiveEvents
import ArgumentParser
import Views

/// Addresses and numbers that a user gives to options.
struct IdentityOptions: ParsableArguments {
  @Option(name: .long, help: "A mail address. May be repeated.")
  var mail: [String] = []
  @Option(name: .long, help: "A telephone number. May be repeated.")
  var phone: [String] = []
  @Option(name: .long, help: "A fax number. May be repeated.")
  var fax: [String] = []
  @Option(name: .long, help: "A mail domain of an organisation. May be repeated.")
  var domain: [String] = []

  var isEmpty: Bool { mail.isEmpty && phone.isEmpty && fax.isEmpty && domain.isEmpty }

  func keys(region: String?) throws -> [(key: IdentityKey, recorded: Identity)] {
    var found: [(key: IdentityKey, recorded: Identity)] = []
    for text in mail {
      guard let key = IdentityKey(mailAddress: text) else {
        throw Failure(
          status: Failure.usage, message: "\(printable(text)) is no mail address, which has the form name@domain.")
      }
      found.append((key, key.recorded()))
    }
    for (texts, isFax) in [(phone, false), (fax, true)] {
      for text in texts {
        let key = IdentityKey(try number(text, region: region))
        found.append((key, key.recorded(isFax: isFax)))
      }
    }
    for text in domain {
      guard let key = IdentityKey(domain: text.drop { $0 == "@" }) else {
        throw Failure(status: Failure.usage, message: "\(printable(text)) is no domain, such as example.com.")
      }
      found.append((key, key.recorded()))
    }
    return found
  }
}
