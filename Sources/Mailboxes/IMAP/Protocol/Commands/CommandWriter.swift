/// Writes commands for a server: with what it offers, and refusing what it does not.
struct CommandWriter {
  let offered: IMAPCapabilities
  let enabled: IMAPCapabilities
  let limits: IMAPLimits

  var nameForm: IMAPMailboxName.Form { enabled.contains("UTF8=ACCEPT") ? .utf8 : .modifiedUTF7 }

  /// - Returns: the command's bytes in parts; before each but the first the server has to ask for it.
  func parts(of command: IMAPCommand, tag: String) throws(IMAPError) -> [[UInt8]] {
    var line = CommandLine(tag: tag, offered: offered, isUTF8: nameForm == .utf8, limits: limits)
    switch command {
    case .capability: line.write(" CAPABILITY")
    case .noop: line.write(" NOOP")
    case .logout: line.write(" LOGOUT")
    case .idle:
      try require("IDLE")
      line.write(" IDLE")
    case .id(let fields): try id(fields, &line)
    case .enable(let extensions):
      try require("ENABLE")
      line.write(" ENABLE")
      for name in extensions.map(\.rawValue).sorted() {
        try require(name)
        line.write(" " + name)
      }
    case .list(let pattern, let items): try list(pattern, items, &line)
    case .examine(let name, let state): try examine(name, state, &line)
    case .status(let name, let items):
      line.write(" STATUS ")
      try line.write(string: name.bytes(in: nameForm))
      line.write(" (\(text(of: items)))")
    case .uidSearch(let key): try search(key, &line)
    case .uidFetch(let request): try fetch(request, &line)
    case .notify(let notification): try notify(notification, &line)
    }
    return try line.finish()
  }

  private func require(_ name: String) throws(IMAPError) {
    guard offered.contains(name) else { throw IMAPError(.notOffered, name) }
  }

  private func id(_ fields: [IMAPIdentityField], _ line: inout CommandLine) throws(IMAPError) {
    try require("ID")
    guard !fields.isEmpty else { return line.write(" ID NIL") }
    line.write(" ID (")
    var isFirst = true
    for field in fields {
      if !isFirst { line.write(" ") }
      isFirst = false
      try line.write(string: Array(field.name.utf8))
      line.write(" ")
      if let value = field.value { try line.write(string: Array(value.utf8)) } else { line.write("NIL") }
    }
    line.write(")")
  }

  private func list(_ pattern: String, _ items: IMAPStatusItems, _ line: inout CommandLine) throws(IMAPError) {
    line.write(" LIST \"\" ")
    try line.write(string: IMAPMailboxName(pattern, form: nameForm).bytes)
    var options: [String] = []
    if offered.contains("LIST-EXTENDED") || offered.contains("LIST-STATUS") {
      if offered.contains("SPECIAL-USE") { options.append("SPECIAL-USE") }
      if offered.contains("LIST-STATUS"), !items.isEmpty { options.append("STATUS (\(text(of: items)))") }
    }
    if !options.isEmpty { line.write(" RETURN (\(options.joined(separator: " ")))") }
  }

  private func text(of items: IMAPStatusItems) -> String {
    var names: [String] = []
    if items.contains(.messages) { names.append("MESSAGES") }
    if items.contains(.uidNext) { names.append("UIDNEXT") }
    if items.contains(.uidValidity) { names.append("UIDVALIDITY") }
    if items.contains(.unseen) { names.append("UNSEEN") }
    if items.contains(.highestModSeq), offered.contains("CONDSTORE") { names.append("HIGHESTMODSEQ") }
    if items.contains(.size), offered.contains("STATUS=SIZE") { names.append("SIZE") }
    // The grammar wants one.
    return names.isEmpty ? "MESSAGES" : names.joined(separator: " ")
  }

  private func examine(
    _ name: IMAPMailboxName, _ state: IMAPMailboxState?, _ line: inout CommandLine
  ) throws(IMAPError) {
    line.write(" EXAMINE ")
    try line.write(string: name.bytes(in: nameForm))
    guard let state else {
      if offered.contains("CONDSTORE") { line.write(" (CONDSTORE)") }
      return
    }
    guard enabled.contains("QRESYNC") else { throw IMAPError(.notOffered, "QRESYNC, or it is not enabled") }
    line.write(" (QRESYNC (\(state.uidValidity) \(state.highestModSeq)")
    let known = state.knownUIDs.text
    // The server then takes all UIDs for known: more is told, nothing missed (RFC 7162 §3.2.5.1).
    if !known.isEmpty, line.hasRoom(for: known.count + 3) {
      line.write(" ")
      try line.write(state.knownUIDs)
    }
    line.write("))")
  }

  private func search(_ key: IMAPSearchKey, _ line: inout CommandLine) throws(IMAPError) {
    line.write(" UID SEARCH ")
    if offered.contains("ESEARCH") { line.write("RETURN (ALL) ") }
    switch key {
    case .all: line.write("ALL")
    case .uids(let uids):
      line.write("UID ")
      try line.write(uids)
    case .modifiedSince(let modSeq):
      try require("CONDSTORE")
      line.write("MODSEQ \(modSeq)")
    }
  }

  private func fetch(_ request: IMAPFetchRequest, _ line: inout CommandLine) throws(IMAPError) {
    line.write(" UID FETCH ")
    try line.write(request.uids)
    var items = ["UID"]
    if request.items.contains(.internalDate) { items.append("INTERNALDATE") }
    if request.items.contains(.size) { items.append("RFC822.SIZE") }
    if request.items.contains(.flags) { items.append("FLAGS") }
    if request.items.contains(.modSeq) {
      try require("CONDSTORE")
      items.append("MODSEQ")
    }
    if request.items.contains(.header) { items.append("BODY.PEEK[HEADER]") }
    if request.items.contains(.message) { items.append("BODY.PEEK[]") }
    line.write(" (\(items.joined(separator: " ")))")
    if let since = request.changedSince {
      try require("CONDSTORE")
      line.write(" (CHANGEDSINCE \(since)")
      if request.withVanished {
        guard enabled.contains("QRESYNC") else { throw IMAPError(.notOffered, "QRESYNC, or it is not enabled") }
        line.write(" VANISHED")
      }
      line.write(")")
    } else if request.withVanished {
      throw IMAPError(.notOffered, "vanished messages without a state since when")
    }
  }

  private func notify(_ notification: IMAPNotification?, _ line: inout CommandLine) throws(IMAPError) {
    try require("NOTIFY")
    guard let notification else { return line.write(" NOTIFY NONE") }
    guard notification.ofExamined || notification.others != .none else { return line.write(" NOTIFY NONE") }
    line.write(" NOTIFY SET")
    if notification.withStatus { line.write(" STATUS") }
    let events = "(MessageNew MessageExpunge)"
    if notification.ofExamined { line.write(" (selected \(events))") }
    switch notification.others {
    case .none: break
    case .personal: line.write(" (personal \(events))")
    case .subscribed: line.write(" (subscribed \(events))")
    case .named(let names):
      guard !names.isEmpty else { throw IMAPError(.unsendableText, "no mailbox is named") }
      line.write(" (mailboxes ")
      if names.count > 1 { line.write("(") }
      var isFirst = true
      for name in names {
        if !isFirst { line.write(" ") }
        isFirst = false
        try line.write(string: name.bytes(in: nameForm))
      }
      if names.count > 1 { line.write(")") }
      line.write(" \(events))")
    }
  }
}
