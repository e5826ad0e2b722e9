#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

extension Environment {
  /// Opens the environment in the folder `path` for writing; where there is none, one comes into being whole: it is made in
  /// `path` + ".new", synced and moved to its place, so that a power failure leaves none or a sound one, never a torn
  /// first page. The folder above must exist. Errors as of `open`.
  public static func establish(path: String, options: Options = .init()) throws(LMDBError) -> Environment {
    let fresh = path + ".new"
    if access(path + "/data.mdb", F_OK) != 0, errno == ENOENT {
      try removeRemains(of: fresh, ["/data.mdb", "/lock.mdb"])
      try check(mkdir(fresh, options.mode | 0o100), "make", fresh)
      let environment = try open(path: fresh, options: options)
      try environment.sync()
      try environment.close()
      try check(syncDirectory(fresh), "sync", fresh)
      // A folder may be there with the lock file of an environment whose data is gone. One that is a link or a volume of its own,
      // or holds something else, can't be replaced: the environment is made in it.
      let isInTheWay = Result { () throws(LMDBError) in try removeRemains(of: path, ["/lock.mdb"]) }
      if case .failure = isInTheWay {
        try removeRemains(of: fresh, ["/data.mdb", "/lock.mdb"])
        return try open(path: path, options: options)
      }
      try check(rename(fresh, path), "move to its place", fresh)
      try check(syncDirectory(folder(above: path)), "sync the folder of", path)
    }
    return try open(path: path, options: options)
  }

  private static func removeRemains(of path: String, _ files: [String]) throws(LMDBError) {
    for name in files + [""] {
      let status = name.isEmpty ? rmdir(path) : unlink(path + name)
      guard status == 0 || errno == ENOENT else { throw LMDBError(status: errno, operation: "tidy up", path: path) }
    }
  }

  private static func check(_ status: CInt, _ operation: String, _ path: String) throws(LMDBError) {
    guard status == 0 else { throw LMDBError(status: errno, operation: operation, path: path) }
  }

  private static func folder(above path: String) -> String {
    let name = path.lastIndex(of: "/")
    guard let name else { return "." }
    return name == path.startIndex ? "/" : String(path[..<name])
  }
}
