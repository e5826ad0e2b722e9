import Intake
import Testing

@Suite struct CSVHostileTests {
  @Test func anOpenFieldRefusesTheRest() throws {
    let read = try ReadCards("Name,Notes\na,x\nb,\"open\nc,y\nd,z\n")
    #expect(read.names == ["a"])
    #expect(read.errors == [CardError(code: .unterminatedField, offset: 15, line: 3, reason: "")])
    #expect(read.errors.first?.reason.contains("line 3") == true)
    let later = try ReadCards("Name,Notes\na,\"x\n\",\"y\n")
    #expect(later.errors.first?.line == 2)
    #expect(later.errors.first?.reason.contains("line 3") == true)
  }

  @Test func fieldsThatAreTooLongAreRefused() throws {
    let long = String(repeating: "x", count: CardLimits.field + 1)
    let plain = try ReadCards("Name,Notes\na,\(long)\nb,y\n")
    #expect(plain.names == ["b"])
    #expect(plain.errors == [CardError(code: .fieldTooLarge, offset: 11, line: 2, reason: "")])
    let quoted = try ReadCards("Name,Notes\na,\"\(long)\"\nb,y\n")
    #expect(quoted.names.isEmpty)
    #expect(quoted.errors.map(\.code) == [.fieldTooLarge])
    #expect(
      try ReadCards("Name,Notes\na,\"\(long.dropLast())\"\n").cards.first?.fields["note"]?.count == CardLimits.field)
  }

  @Test func tooManyColumns() throws {
    let row = Array(repeating: "x", count: CardLimits.columns).joined(separator: ",")
    let read = try ReadCards("Name\n\(row)\n\(row),x\nb\n")
    #expect(read.names == ["x", "b"])
    #expect(read.errors.map(\.code) == [.tooManyColumns])
    #expect(try ReadCards("Name,\(row)\na\n").errors.map(\.code) == [.tooManyColumns])
  }

  @Test func tooManyValues() throws {
    let cell = Array(repeating: "a@x.example", count: CardLimits.values + 1).joined(separator: ";")
    let read = try ReadCards("Name,E-mail\na,\"\(cell)\"\nb,\n")
    #expect(read.names == ["b"])
    #expect(read.errors.map(\.code) == [.tooManyValues])
  }

  @Test(.timeLimit(.minutes(5)), arguments: ["\"", "\"\n", ",", "\r", "a\n", ":::", "\"\",", "@;", "  \"", "\"a\"b\n"])
  func timeIsLinear(piece: String) throws {
    let body = String(repeating: piece, count: (1 << 17) / piece.utf8.count)
    let read = try ReadCards("Name,E-mail,Phone\nx,\(body)", .csv)
    #expect(read.cards.count + read.errors.count > 0)
    #expect(try ReadCards(body, .csv).errors.count == 1)
  }

  @Test func formulasAreGuarded() throws {
    let texts = ["=1+2", "+cmd", "-x", "@sum", "'=x", "''@", "plain", "'quote", "+90 232 555 01 10", "+1+1"]
    let table = CSVWriter.write(
      texts.map { ContactCard(name: $0, numbers: [.init(number: $0)], fields: ["note": $0], line: 1) })
    let text = String(decoding: table, as: UTF8.self)
    for cell in text.split(whereSeparator: { $0 == "," || $0 == "\r\n" }) {
      let first = cell.drop { $0 == "\"" }.first
      #expect(first != "=" && first != "-" && first != "@")
      if first == "+" { #expect(cell == "\"+90 232 555 01 10\"") }
    }
    #expect(try ReadCards(table).cards.map(\.name) == texts)
    #expect(try ReadCards(table).cards.map { $0.fields["note"] } == texts)
  }
}
