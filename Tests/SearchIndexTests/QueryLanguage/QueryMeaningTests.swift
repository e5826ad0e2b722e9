import SearchIndex
import Archive
import Testing

@Suite("What a query means")
struct QueryMeaningTests {
  @Test(
    "words, phrases, prefixes and operators",
    arguments: [
      ("", "all"), ("  \t\n", "all"), ("*", "all"), ("* fatura", "word(fatura)"),
      ("fatura", "word(fatura)"), ("fatura ödeme", "and(word(fatura) word(ödeme))"),
      ("fatura AND ödeme", "and(word(fatura) word(ödeme))"), ("fatura VE ödeme", "and(word(fatura) word(ödeme))"),
      ("a OR b", "or(word(a) word(b))"), ("a VEYA b", "or(word(a) word(b))"),
      ("a or b", "and(word(a) word(or) word(b))"), ("a b OR c d", "or(and(word(a) word(b)) and(word(c) word(d)))"),
      ("a AND b OR NOT c", "or(and(word(a) word(b)) and(all not(word(c))))"),
      ("a (b OR c)", "and(word(a) or(word(b) word(c)))"), ("((a))", "word(a)"),
      ("(a b) (c d)", "and(word(a) word(b) word(c) word(d))"),
      ("a OR (b OR c)", "or(word(a) word(b) word(c))"),
      ("a -b", "and(word(a) not(word(b)))"), ("a NOT b", "and(word(a) not(word(b)))"),
      ("a AND NOT b", "and(word(a) not(word(b)))"), ("a DEĞİL b", "and(word(a) not(word(b)))"),
      ("a DEG\u{306}I\u{307}L b", "and(word(a) not(word(b)))"), ("a DEGIL b", "and(word(a) not(word(b)))"),
      ("-a", "and(all not(word(a)))"), ("-a -b", "and(all not(word(a)) not(word(b)))"),
      ("NOT NOT a", "word(a)"), ("NOT -a", "word(a)"), ("-(a b)", "and(all not(and(word(a) word(b))))"),
      ("a -(-b)", "and(word(a) word(b))"), ("-\"a b\" c", "and(not(phrase(a b)) word(c))"),
      ("\"iki  kelime\"", "phrase(iki kelime)"), ("“iki kelime”", "phrase(iki kelime)"),
      ("„iki kelime“", "phrase(iki kelime)"), ("\"a\"\"b\"", "and(phrase(a) phrase(b))"),
      ("\"AND\"", "phrase(AND)"), ("fatura*", "prefix(fatura)"),
      ("(fatura*, ödeme**)", "and(prefix(fatura) prefix(ödeme))"),
      ("2*3", "word(2*3)"), ("ürün(ler)", "and(word(ürün) word(ler))"),
    ])
  func operators(query: String, expected: String) throws {
    #expect(try meaning(query) == expected)
  }

  @Test(
    "what people paste stays text",
    arguments: [
      ("2026/İŞ-00123", "word(2026/İŞ-00123)"), ("ali@example.org", "word(ali@example.org)"),
      ("https://example.org/a?b=c", "word(https://example.org/a?b=c)"), ("to://x", "word(to://x)"),
      ("a.b:c", "word(a.b:c)"), ("Re: teklif", "and(word(Re:) word(teklif))"), ("Ynt:teklif", "word(Ynt:teklif)"),
      ("10:30", "word(10:30)"), ("C:\\rapor", "word(C:\\rapor)"), ("İstanbul'da", "word(İstanbul'da)"),
      ("+90 312 555 12 34", "phrase(+90 312 555 12 34)"),
      ("+90 (312) 555-12-34 ali", "and(phrase(+90 (312) 555-12-34) word(ali))"),
      ("(+90 312 555)", "phrase(+90 312 555)"), ("+903125551234", "word(+903125551234)"),
      ("+90 teklif", "and(word(+90) word(teklif))"), ("+90 312a", "and(word(+90) word(312a))"),
      ("from:+90 312 555", "from.phrase(+90 312 555)"),
      ("15\" monitör", "and(word(15\") word(monitör))"), ("a\"b", "word(a\"b)"),
      ("Ali & Veli - Ltd.", "and(word(Ali) word(Veli) word(Ltd.))"), ("a 🎉 b", "and(word(a) word(b))"),
      ("-- a", "word(a)"), ("fatura,\"ek iki\"", "and(word(fatura,) phrase(ek iki))"),
      ("\u{FEFF}a\u{200B}b", "and(word(a) word(b))"), ("TR33 0006", "and(word(TR33) word(0006))"),
      ("-5", "and(all not(word(5)))"),
    ])
  func pasted(query: String, expected: String) throws {
    #expect(try meaning(query) == expected)
  }

  @Test(
    "fields, in English and Turkish",
    arguments: [
      ("from:ali", "from.word(ali)"), ("FROM:ali", "from.word(ali)"), ("kimden:ali", "from.word(ali)"),
      ("KİMDEN:ali", "from.word(ali)"), ("kimden: ali", "from.word(ali)"), ("kişi:ayşe", "contact.word(ayşe)"),
      ("KİŞİ:ayşe", "contact.word(ayşe)"), ("KISI:ayşe", "contact.word(ayşe)"), ("kis\u{327}i:x", "contact.word(x)"),
      ("konu:\"teklif mektubu\"", "subject.phrase(teklif mektubu)"), ("konu:tek*", "subject.prefix(tek)"),
      ("subject:(teklif OR fatura)", "or(subject.word(teklif) subject.word(fatura))"),
      ("subject:(a -b)", "and(subject.word(a) not(subject.word(b)))"), ("-from:ali", "and(all not(from.word(ali)))"),
      ("NOT kime:ali x", "and(not(to.word(ali)) word(x))"), ("from:AND", "from.word(AND)"),
      ("from:-ali", "from.word(-ali)"),
      ("from:to:ali", "from.word(to:ali)"), ("account:info@example.org", "account.value(info@example.org)"),
      ("hesap:\"Faks hattı 1\"", "account.value(Faks hattı 1)"), ("sayı:2026/*", "ref.prefix(2026/)"),
      ("channel:SMS", "channel.choice(sms)"), ("kanal:kısamesaj", "channel.choice(sms)"),
      ("kanal:faks", "channel.choice(fax)"),
      ("channel:(email OR \"fax\")", "or(channel.choice(email) channel.choice(fax))"),
      ("yön:GİDEN", "direction.choice(outbound)"),
      ("has:ek is:imzalı", "and(has.choice(attachment) is.choice(signed))"),
      ("dil:türkçe", "lang.choice(tr)"), ("id:AbC-1", "id.value(AbC-1)"), ("ref:15\"", "ref.value(15\")"),
    ])
  func fields(query: String, expected: String) throws {
    #expect(try meaning(query) == expected)
  }

  @Test(
    "where one word is enough, fields and exclusions still hold",
    arguments: [
      ("a b", "or(word(a) word(b))"), ("a b AND c", "or(word(a) and(word(b) word(c)))"),
      ("a b -c", "and(or(word(a) word(b)) not(word(c)))"), ("from:x a b", "and(or(word(a) word(b)) from.word(x))"),
      ("from:x to:y", "and(from.word(x) to.word(y))"), ("subject:(a b)", "or(subject.word(a) subject.word(b))"),
      ("(from:a OR from:b) c d", "and(or(word(c) word(d)) or(from.word(a) from.word(b)))"),
      ("a b OR c", "or(word(a) word(b) word(c))"), ("-a -b", "and(all not(word(a)) not(word(b)))"), ("a", "word(a)"),
    ])
  func anyWord(query: String, expected: String) throws {
    #expect(try meaning(query, any: true) == expected)
  }

  @Test("clauses tell where they were written and whether they are wanted")
  func clauses() throws {
    let query = try parse("konu:ödeme -(\"bir iki\" NOT x*)")
    let texts = query.clauses.map { String(decoding: Array(query.text.utf8)[$0.range], as: UTF8.self) }
    #expect(texts == ["konu:ödeme", "\"bir iki\"", "x*"])
    #expect(query.clauses.map(\.isExcluded) == [false, true, false])
    #expect(query.clauses.map(\.node.sketch) == ["subject.word(ödeme)", "phrase(bir iki)", "prefix(x)"])
  }

  @Test("the fields of correspondence have no name twice")
  func names() {
    #expect(CorrespondenceFields.schema.ambiguousNames == [])
  }
}
