import Foundation
import LMDB
import Testing

@Suite("Environments that come into being whole")
struct EnvironmentCreationTests {
  private func roundTrip(_ environment: Environment) throws -> [UInt8]? {
    let table = try environment.openTable("n", integerKey: true, create: true)
    try environment.withWriteTransaction { try $0.put(table, 1, [7, 8, 9]) }
    return try environment.withReadTransaction { try $0.get(table, 1)?.copied }
  }

  @Test("a folder that is not there, an empty one, and one with only a lock file all become a sound environment")
  func fromNothing() throws {
    for remains in [[], [""], ["lock.mdb"]] {
      let scratch = try Scratch()
      let path = scratch.path + "/views"
      for name in remains {
        _ = try scratch.folder("views")
        if !name.isEmpty { try Data(count: 100).write(to: URL(fileURLWithPath: path + "/" + name)) }
      }
      let environment = try Environment.establish(path: path)
      #expect(try roundTrip(environment) == [7, 8, 9])
      try environment.close()
      #expect(!FileManager.default.fileExists(atPath: path + ".new"))
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o700)
    }
  }

  @Test("what a power failure tore before it reached its place is begun anew")
  func tornBeginnings() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/views"
    try Data(count: 8192).write(to: URL(fileURLWithPath: try scratch.folder("views.new") + "/data.mdb"))
    let environment = try Environment.establish(path: path)
    #expect(try roundTrip(environment) == [7, 8, 9])
    #expect(!FileManager.default.fileExists(atPath: path + ".new"))
  }

  @Test("an environment that is there is kept, and one that is damaged is refused, not replaced")
  func whatIsThere() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/views"
    let first = try Environment.establish(path: path)
    #expect(try roundTrip(first) == [7, 8, 9])
    try first.close()
    let second = try Environment.establish(path: path)
    let table = try second.openTable("n", integerKey: true, create: false)
    #expect(try second.withReadTransaction { try $0.get(table, 1)?.copied } == [7, 8, 9])
    try second.close()
    try Data(repeating: 1, count: 8192).write(to: URL(fileURLWithPath: path + "/data.mdb"))
    #expect(throws: LMDBError(.notADatabase, operation: "open")) { try Environment.establish(path: path) }
  }

  @Test("a folder that holds something else, or is a link, gets the environment and keeps what it holds")
  func foreignFolder() throws {
    let scratch = try Scratch()
    let path = try scratch.folder("views")
    try Data([1]).write(to: URL(fileURLWithPath: path + "/letter.txt"))
    #expect(try roundTrip(try Environment.establish(path: path)) == [7, 8, 9])
    #expect(FileManager.default.contents(atPath: path + "/letter.txt") == Data([1]))
    let (target, link) = (try scratch.folder("elsewhere"), scratch.path + "/link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    #expect(try roundTrip(try Environment.establish(path: link)) == [7, 8, 9])
    #expect(FileManager.default.fileExists(atPath: target + "/data.mdb"))
  }
}
