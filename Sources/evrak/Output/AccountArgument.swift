import Views

/// The account of ours on which something is taken in. What is taken in under an account makes its address one of ours
/// for ever, so a mistyped one is refused.
enum AccountArgument {
  /// Accounts named as what may have been meant.
  private static let shown = 3

  /// - Parameter mayBeNew: whether the user said that it is new; the first account of an archive always is.
  /// - Returns: who answers for it, empty where nobody is named.
  static func owner(of name: String, in view: View<TimelineProjection>, mayBeNew: Bool) throws -> String {
    if let known = try view.account(name) { return known.owner }
    let accounts = try view.accounts()
    guard !mayBeNew, !accounts.isEmpty else { return "" }
    let hint: String
    if let main = accounts.first(where: { $0.aliases.contains(name) }) {
      hint = "it is another address of \(main.name), which is the one to give."
    } else if case let near = similar(to: name, accounts), !near.isEmpty {
      hint = "did you mean \(near.joined(separator: " or "))?"
    } else {
      hint = "`evrak accounts` lists those that there are."
    }
    throw Failure(
      status: Failure.noInput,
      message: printable(
        "\(name) is no account of ours (a new one is added with `evrak accounts add` or by --new-account); \(hint)"))
  }

  private static func similar(to name: String, _ accounts: [Account]) -> [String] {
    let allowed = max(1, min(3, name.utf8.count / 6))
    return accounts.map { (Similar.distance($0.name, name), $0.name) }.filter { $0.0 <= allowed }
      .sorted { $0 < $1 }.prefix(shown).map(\.1)
  }
}
