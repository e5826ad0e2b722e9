import Archive
import ArchiveEvents
import ArgumentParser
import EventLog
import Mailboxes
import SwiftProtobuf
import Views

struct AccountsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "accounts", abstract: "Mailboxes, phone lines and fax lines of ours, with their owners.",
    discussion: """
      Mail from an address that is ours is outbound, mail among ours is internal. Accounts named by imports are known by
      themselves; adding them says who answers for them and which other addresses are theirs. An owner's timeline has all
      that their accounts hold, whenever it came in. Who takes over an account has its whole history from then on; who
      answered for it before keeps what it held until then.

      EXAMPLES
        evrak accounts
        evrak accounts add info@example.com --owner "Ayşe Yılmaz" --alias sales@example.com
        evrak accounts add info@example.com --alias @example.com
        evrak accounts add "+90 232 555 01 11" --kind fax --owner "Ayşe Yılmaz"
        evrak accounts edit info@example.com --owner "Mehmet Kaya"
        evrak accounts edit info@example.com --imap imap.example.com --password-file ~/secret
        evrak accounts retire info@example.com
      """,
    subcommands: [List.self, Add.self, Edit.self, Retire.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List them.")

    @Flag(name: .long, help: "One JSON object a line.")
    var json = false
    @OptionGroup var options: ArchiveOptions

    func run() throws {
      let readable = try options.openForReading()
      defer { readable.close() }
      for account in try readable.timelines.accounts() { print(json ? Self.json(account).text : Self.line(account)) }
    }

    static func json(_ account: Account) -> JSONLine {
      .object([
        ("account", .string(account.name)), ("kind", .string(account.kind.rawValue)), ("owner", .string(account.owner)),
        ("aliases", .strings(account.aliases)), ("retired", .bool(account.isRetired)),
        ("declared", .bool(account.isDeclared)), ("imap", server(account).map { .string($0) } ?? .null),
        ("items", .unsigned(account.items)),
        ("sightings", .unsigned(account.sightings)),
      ])
    }

    private static func server(_ account: Account) -> String? {
      (try? MailboxAccount(name: account.name, owner: account.owner, settings: account.settings))?.server.name
    }

    static func line(_ account: Account) -> String {
      var parts = ["\(printable(account.name))  \(account.kind.rawValue)"]
      if !account.owner.isEmpty { parts.append("of \(printable(account.owner))") }
      if !account.aliases.isEmpty { parts.append("also \(printable(account.aliases.joined(separator: ", ")))") }
      if let server = server(account) { parts.append("on \(printable(server))") }
      parts.append("\(account.items) items, \(account.sightings) further sightings")
      if account.isRetired { parts.append("retired") }
      if !account.isDeclared { parts.append("known from imports only") }
      return parts.joined(separator: ", ")
    }
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Say that an account is ours.",
      discussion: """
        EXAMPLES
          evrak accounts add info@example.com --owner "Ayşe Yılmaz" --alias sales@example.com --alias @example.com
          evrak accounts add "+90 232 555 01 11" --kind fax
        """)

    @Argument(help: "Its address or number.")
    var account: String
    @Option(name: .long, help: "mailbox, phone or fax; told by the account where it can be.")
    var kind: AccountKind?
    @Option(name: .long, help: "Who answers for it.")
    var owner: String = ""
    @Option(name: .long, help: "A further address or number of it; @example.com for a whole domain. May be repeated.")
    var alias: [String] = []
    @OptionGroup var mailbox: MailboxOptions
    @OptionGroup var country: RegionOptions
    @OptionGroup var author: AuthorOptions
    @OptionGroup var options: ArchiveOptions

    func run() throws {
      try ChangingArchive.open(options) { changing in
        let region = try country.region(in: changing.view)
        let name = try accountName(account, region: region)
        if let known = try changing.view.account(name), known.isDeclared {
          throw Failure(
            status: Failure.cannotCreate,
            message: "\(printable(name)) is known already; `evrak accounts edit` changes it.")
        }
        var event = AccountChanged()
        event.account = name
        event.kind = (kind ?? (name.contains("@") ? .mailbox : .phone)).recorded
        event.owner = owner
        event.aliases = try AccountAlias.normalised(alias, region: region)
        event.settings = try mailbox.mailbox(name, owner: owner, known: nil)?.settings ?? [:]
        try AccountsCommand.record(event, changing, author)
      }
    }
  }

  struct Edit: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "edit", abstract: "Change owner, aliases or server.",
      discussion: """
        A new owner has the whole history of the account; the one before keeps what it held until then.

        EXAMPLES
          evrak accounts edit info@example.com --owner "Mehmet Kaya"
          evrak accounts edit info@example.com --add-alias sales@example.com --remove-alias shop@example.com
        """)

    @Argument(help: "Its address or number.")
    var account: String
    @Option(name: .long, help: "Who answers for it from now on.")
    var owner: String?
    @Option(name: .long, help: "mailbox, phone or fax.")
    var kind: AccountKind?
    @Option(name: .long, help: "A further address or number of it. May be repeated.")
    var addAlias: [String] = []
    @Option(name: .long, help: "An address or number that is no longer its own. May be repeated.")
    var removeAlias: [String] = []
    @OptionGroup var mailbox: MailboxOptions
    @OptionGroup var country: RegionOptions
    @OptionGroup var author: AuthorOptions
    @OptionGroup var options: ArchiveOptions

    func validate() throws {
      guard owner != nil || kind != nil || !addAlias.isEmpty || !removeAlias.isEmpty || !mailbox.isEmpty
      else {
        throw ValidationError("Nothing is to be changed: give --owner, --kind, --add-alias, --remove-alias or --imap.")
      }
    }

    func run() throws {
      try ChangingArchive.open(options) { changing in
        let region = try country.region(in: changing.view)
        var event = try AccountsCommand.known(account, region, changing)
        if let owner { event.owner = owner }
        if let kind { event.kind = kind.recorded }
        let removed = try AccountAlias.normalised(removeAlias, region: region)
        for alias in removed where !event.aliases.contains(alias) {
          throw Failure(status: Failure.noInput, message: "\(printable(alias)) is no alias of \(event.account).")
        }
        event.aliases.removeAll { removed.contains($0) }
        for alias in try AccountAlias.normalised(addAlias, region: region) where !event.aliases.contains(alias) {
          event.aliases.append(alias)
        }
        let known = try? MailboxAccount(name: event.account, owner: event.owner, settings: event.settings)
        if let mailbox = try mailbox.mailbox(event.account, owner: event.owner, known: known ?? nil) {
          event.settings = event.settings.filter { !MailboxAccount.isConnection($0.key) }
            .merging(mailbox.settings) { _, new in new }
        }
        try AccountsCommand.record(event, changing, author)
      }
    }
  }

  struct Retire: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retire", abstract: "Say that an account is no longer in use; what it held stays.",
      discussion: """
        EXAMPLES
          evrak accounts retire info@example.com
          evrak accounts retire info@example.com --undo
        """)

    @Argument(help: "Its address or number.")
    var account: String
    @Flag(name: .long, help: "It is in use again.")
    var undo = false
    @OptionGroup var country: RegionOptions
    @OptionGroup var author: AuthorOptions
    @OptionGroup var options: ArchiveOptions

    func run() throws {
      try ChangingArchive.open(options) { changing in
        var event = try AccountsCommand.known(account, try country.region(in: changing.view), changing)
        event.retired = !undo
        try AccountsCommand.record(event, changing, author)
      }
    }
  }

  /// The account as it is.
  private static func known(
    _ text: String, _ region: String?, _ changing: ChangingArchive
  ) throws -> AccountChanged {
    let name = try accountName(text, region: region)
    guard let account = try changing.view.account(name) else {
      throw Failure(
        status: Failure.noInput, message: "There is no account \(printable(name)); `evrak accounts` lists them.")
    }
    return AccountChanged.with {
      $0.account = name
      $0.kind = AccountKind(rawValue: account.kind.rawValue)?.recorded ?? .unspecified
      $0.owner = account.owner
      $0.aliases = account.aliases
      $0.settings = account.settings
      $0.retired = account.isRetired
    }
  }

  private static func record(_ event: AccountChanged, _ changing: ChangingArchive, _ author: AuthorOptions) throws {
    var event = event
    event.changedBy = author.name
    let position = try changing.append([EventDraft(.accountChanged(event))]).first?.position
    try changing.view.catchUp(with: changing.archive.log)
    guard let account = try changing.view.account(event.account), let position else { return }
    if author.json {
      print(JSONLine.object([("position", .unsigned(position.rawValue)), ("account", List.json(account))]).text)
    } else {
      print(List.line(account))
    }
  }
}

/// Who makes a change, and how it is reported.
struct AuthorOptions: ParsableArguments {
  @Option(name: .customLong("by"), help: "Who makes the change; by default the user of this session.")
  var by: String?
  @Flag(name: .long, help: "One JSON object.")
  var json = false

  var name: String { Author.current(by) }
}

enum AccountKind: String, ExpressibleByArgument, CaseIterable {
  case mailbox, phone, fax

  var recorded: AccountChanged.Kind {
    switch self {
    case .mailbox: .mailbox
    case .phone: .phoneLine
    case .fax: .faxLine
    }
  }
}

enum AccountAlias {
  static func normalised(_ aliases: [String], region: String?) throws -> [String] {
    try aliases.map { alias in
      guard alias.hasPrefix("@") else { return try accountName(alias, region: region) }
      guard let key = IdentityKey(domain: alias.dropFirst()) else {
        throw Failure(status: Failure.usage, message: "\(printable(alias)) is no domain, such as @example.com.")
      }
      return "@" + key.value
    }
  }
}
